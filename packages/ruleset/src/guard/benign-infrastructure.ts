/**
 * Well-known infrastructure that indicators name by mistake: sandboxes and analysts see these in the traffic of every
 * malware, because they are in the traffic of every machine. In the notation of allowlist files. Small on purpose; what
 * is benign for one network only belongs in its own allowlist.
 */
export const BENIGN_INFRASTRUCTURE = `
# Public resolvers. Sources: the operators' documentation (Google Public DNS, Cloudflare 1.1.1.1, Quad9, OpenDNS, AdGuard).
8.8.8.8
8.8.4.4
2001:4860:4860::8888
2001:4860:4860::8844
1.1.1.1
1.0.0.1
1.1.1.2
1.0.0.2
1.1.1.3
1.0.0.3
2606:4700:4700::1111
2606:4700:4700::1001
9.9.9.9
9.9.9.10
9.9.9.11
149.112.112.112
149.112.112.10
149.112.112.11
2620:fe::fe
2620:fe::9
208.67.222.222
208.67.220.220
208.67.222.123
208.67.220.123
2620:119:35::35
2620:119:53::53
94.140.14.14
94.140.15.15
4.2.2.1
4.2.2.2
64.6.64.6
64.6.65.6
dns.google
one.one.one.one
cloudflare-dns.com
dns.quad9.net
dns.opendns.com

# Root name servers. Source: IANA root hints.
198.41.0.4
170.247.170.2
192.33.4.12
199.7.91.13
192.203.230.10
192.5.5.241
192.112.36.4
198.97.190.53
192.36.148.17
192.58.128.30
193.0.14.129
199.7.83.42
202.12.27.33
.root-servers.net

# Time. Sources: ntppool.org, the operating systems' defaults.
.pool.ntp.org
time.windows.com
time.apple.com
time.google.com
time.cloudflare.com
time.nist.gov

# Checks for a connection. Sources: the vendors' documentation for network administrators.
.msftconnecttest.com
.msftncsi.com
connectivitycheck.gstatic.com
connectivitycheck.android.com
clients1.google.com
clients3.google.com
captive.apple.com
detectportal.firefox.com
connectivity-check.ubuntu.com
nmcheck.gnome.org
www.gstatic.com

# Certificate status and time stamps. Sources: the authorities' certificates.
.digicert.com
.globalsign.com
.lencr.org
.pki.goog
.sectigo.com
.usertrust.com
.entrust.net
.amazontrust.com
.identrust.com
crl.microsoft.com
ocsp.apple.com
ocsp.verisign.com

# Updates of operating systems and browsers. Sources: the vendors' documentation for network administrators.
.windowsupdate.com
.update.microsoft.com
.delivery.mp.microsoft.com
ctldl.windowsupdate.com
swscan.apple.com
swcdn.apple.com
mesu.apple.com
update.googleapis.com
aus5.mozilla.org
.mozilla.net
security.debian.org
archive.ubuntu.com
security.ubuntu.com

# Front pages that everybody visits. What is bad below them is a URL, not the host.
google.com
www.google.com
microsoft.com
www.microsoft.com
login.microsoftonline.com
apple.com
www.apple.com
amazon.com
www.amazon.com
facebook.com
www.facebook.com
youtube.com
www.youtube.com
wikipedia.org
www.wikipedia.org
yahoo.com
www.yahoo.com
bing.com
www.bing.com
linkedin.com
www.linkedin.com
twitter.com
x.com
instagram.com
www.instagram.com

# Services that tell a machine its own address. Malware uses them, and so does everything else.
api.ipify.org
checkip.amazonaws.com
checkip.dyndns.org
icanhazip.com
ifconfig.me
ip-api.com
ipinfo.io
whatismyip.akamai.com
`;
