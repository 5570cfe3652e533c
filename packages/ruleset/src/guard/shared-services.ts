/**
 * Hosts that serve what many people put there: one page of them can be bad, the host as a whole is not. In the notation of
 * allowlist files. Services that give each customer a name are public suffixes already. Sources: the services' own pages.
 */
export const SHARED_SERVICES = `
# Files and pages of anybody
drive.google.com
docs.google.com
sites.google.com
storage.googleapis.com
firebasestorage.googleapis.com
drive.usercontent.google.com
dropbox.com
www.dropbox.com
dl.dropboxusercontent.com
onedrive.live.com
api.onedrive.com
1drv.ms
s3.amazonaws.com
www.icloud.com
mega.nz
www.mediafire.com
download.mediafire.com
wetransfer.com
we.tl
transfer.sh
file.io
gofile.io
anonfiles.com
archive.org
web.archive.org
ipfs.io
cloudflare-ipfs.com
cdn.jsdelivr.net
unpkg.com

# Source code of anybody
github.com
www.github.com
raw.githubusercontent.com
gist.github.com
gist.githubusercontent.com
objects.githubusercontent.com
codeload.github.com
gitlab.com
bitbucket.org
sourceforge.net
registry.npmjs.org
pypi.org
files.pythonhosted.org

# Text of anybody
pastebin.com
paste.ee
hastebin.com
rentry.co
ghostbin.com
telegra.ph
notion.so
www.notion.so
docs.microsoft.com
forms.office.com
forms.gle

# Messages of anybody
t.me
api.telegram.org
discord.com
discordapp.com
cdn.discordapp.com
media.discordapp.net
slack.com
hooks.slack.com
web.whatsapp.com
api.whatsapp.com

# Short addresses of anything
bit.ly
tinyurl.com
t.co
goo.gl
ow.ly
is.gd
cutt.ly
rebrand.ly
lnkd.in
shorturl.at

# Ways in and out that anybody may use
ngrok.io
ngrok.com
api.ngrok.com
login.tailscale.com
workers.dev
pages.dev
trycloudflare.com
`;
