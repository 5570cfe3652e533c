/** The text of templates/default.yaml; `npm run embed` writes this file. */
export const DEFAULT_TEMPLATE: string = `# The signature configuration template that Sigwright uses when none is named.
#
# To make your own: \`sigwright template show default > my.yaml\`, change it, try it with \`sigwright template check my.yaml\`
# and use it with \`--template my.yaml\`. Everything that is left out has the value it has here, except \`formats\`:
# a template writes only for the formats it lists.
#
# A template that differs in a few points only says \`extends: default\` and those points; it takes the rules over, too.
#
# Text in double braces is a slot: \`{{value}}\` is filled in for each signature. What a slot holds is escaped for the
# place it stands in, so no indicator, however odd, can end a string, an option or a rule.

# Version of this file's layout.
version: 1

# Name of the template. It stands in the manifest, so that everybody can see what made a ruleset.
id: default

description: One exact signature for each observation, alert only, on any network.

# Which indicators become signatures: three skulls and seventy per cent. \`--filter\` on the command line takes its place.
# An indicator without a rating or confidence does not pass: unknown is not a number.
filter: rating >= 3 and confidence >= 70

# Signature ids are given from this range, both ends included. 1000000 to 1999999 is the range for local use by common
# convention. A sid stays with its signature for ever (see the sid ledger), so choose the range once.
sids:
  start: 1000000
  end: 1999999

# How indicators are read as things that can be seen on a network.
observations:
  # The kinds of observations that become signatures; \`all\`, or a list: [host, address].
  kinds: all
  host:
    # true: a Host also stands for every name below it. false: only for itself.
    subdomains: false
  url:
    # What to do with https URLs, whose path can't be seen from outside:
    #   unsupported  leave them out and say so in the manifest
    #   host         watch for their host instead: broader, so only for feeds whose hosts are bad as a whole
    https: unsupported

# Whether signatures are made that something else can match, too. The manifest says of each what that is.
approximate: true

# When an indicator stops being a signature, whatever the filter says. A filter that speaks of \`expires\` or \`active\`
# decides about that itself.
lifecycle:
  # An indicator whose \`expires\` has passed: retire it, or keep it.
  expired: retire
  # One that was withdrawn, so that its \`active\` is false: retire it, or keep it.
  withdrawn: retire
  # Days after which an indicator is too old: never, a number, or by kind, as in { address: 30, url: 90 }. Counted from
  # lastSeen; without it from lastModified, dateAdded or firstSeen. One without any date is never too old.
  maxAge: never
  # What becomes of the rule of a signature that is retired: remove it, or comment it out and keep it at the end of the
  # file. \`--retired\` on the command line takes its place; keeping needs a sid ledger.
  retired: remove

# The message of each signature, one line. Slots: see docs/templates.md.
message: "Sigwright {{observation}} {{value}}"

# What the engine does where a signature fits, written \`{{action}}\` in the rules: alert, drop or reject. YARA has none.
action: alert

# Class of the signatures; a name from the sensor's classification.config.
classtype: trojan-activity

# Priority by threat rating: the first line whose rating is reached counts, 1 is the most urgent.
# A signature without a rating has the priority of the last line.
priority:
  - { rating: 4, priority: 1 }
  - { rating: 3, priority: 2 }
  - { rating: 0, priority: 3 }

# Where a signature says more can be read. One whose slot has no value is left out.
references:
  - { kind: url, value: "{{link}}" }

# Keys and values for the signature's metadata. One whose slot has no value is left out.
metadata:
  - { key: sigwright_type, value: "{{type}}" }
  - { key: sigwright_rating, value: "{{rating}}" }
  - { key: sigwright_confidence, value: "{{confidence}}" }

# From how many observations of one kind a list takes the place of single signatures, where the format has an exact
# list form for them. \`never\` keeps single signatures. A list stays one until its number falls below half of this. Lists of
# addresses and networks stand in the rule; those of all else in a file beside the rules. Digests of files have no other
# form in Suricata. \`by\` makes lists of their own, with their own sids: for each \`rating\`, or for each \`tag\` (an indicator
# with several stands under the first of them in the order of letters). With \`product: true\` URLs share a list of hosts and
# one of targets, and each host matches with each target: approximate, for feeds that one rule each would be too many of.
lists:
  by: none
  product: false
  address: 20
  network: 20
  host: 1000
  url: 1000
  user-agent: 1000
  ja3: 1000
  ja3s: 1000
  ja4: 1000
  certificate-fingerprint: 1000
  file: 1

# What keeps harmless values out of the ruleset; \`sigwright explain guards\` tells what each one does. \`--guard\` on the
# command line takes the place of this part.
guards:
  special-purpose-address: true
  special-use-domain: true
  public-suffix: true
  benign: true
  allowlist: true
  # true, or strict: asks for longer texts and narrower networks, for rules that block.
  unselective: true
  empty-file: true
  common-agent: true
  shared-service: true

# What \`sigwright sync\` stores a ruleset as. Slots: group, group_type, group_id, format, filter. The name is given once,
# and cut to the platform's 100 characters; the texts follow the template. Tags and labels are added, never taken away.
signature:
  name: "{{group}} ({{format}})"
  description: "{{format}} rules for the indicators of {{group_type}} {{group_id}}, {{group}}, with: {{filter}}"
  source: Sigwright
  attributes: []
  tags: [sigwright]
  labels: []

# The rules. Each makes one signature from one observation (or one list of them). \`variant\` says which of the format's
# ways to see the observation it uses. The rule's id is part of the key under which its sids are kept: rename it, and
# its signatures get new sids.
formats:
  suricata:
    rules:
      # Any packet from or to the address, in both directions, answered or not. One alert for each pair of addresses
      # and hour: without the threshold each flow would give two, one for each direction.
      - id: address
        observation: address
        rule: >-
          {{action}} ip {{address}} any <> any any (msg:"{{message}}";
          threshold:type limit,track by_both,count 1,seconds 3600;
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      - id: network
        observation: network
        rule: >-
          {{action}} ip {{address}} any <> any any (msg:"{{message}}";
          threshold:type limit,track by_both,count 1,seconds 3600;
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # {{match}} stands for the detection options, {{once}} for those that keep the rule to one alert for each flow: a
      # client asks for A and AAAA records, and a kept connection has many requests.
      #
      # The name is asked for, over UDP or TCP. \`any any -> any any\` because stock HOME_NET has no IPv6, and the
      # queries of internal resolvers would be missed otherwise.
      - id: host-dns
        observation: host
        variant: dns
        rule: >-
          {{action}} dns any any -> any any (msg:"{{message}} (DNS query)"; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A request names the host, directly or through a proxy.
      - id: host-http
        observation: host
        variant: http
        rule: >-
          {{action}} http any any -> any any (msg:"{{message}} (HTTP host)"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A TLS client hello names the host.
      - id: host-tls
        observation: host
        variant: tls
        rule: >-
          {{action}} tls any any -> any any (msg:"{{message}} (TLS SNI)"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A QUIC client hello names the host. Over UDP the first packet comes before a flow counts as established.
      - id: host-quic
        observation: host
        variant: quic
        rule: >-
          {{action}} quic any any -> any any (msg:"{{message}} (QUIC SNI)"; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # The request as it is sent to the server itself: \`GET /path\`.
      - id: url-origin
        observation: url
        variant: origin
        rule: >-
          {{action}} http any any -> any {{port}} (msg:"{{message}}"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # The request as it is sent to a proxy: \`GET http://host/path\`.
      - id: url-absolute
        observation: url
        variant: absolute
        rule: >-
          {{action}} http any any -> any any (msg:"{{message}} (through a proxy)"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A request has exactly this \`User-Agent\`, byte for byte.
      - id: user-agent
        observation: user-agent
        rule: >-
          {{action}} http any any -> any any (msg:"{{message}}"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A message is sent from the address: the envelope of SMTP, which a receiver never sees.
      - id: email-mail-from
        observation: email-address
        variant: mail-from
        rule: >-
          {{action}} smtp any any -> any any (msg:"{{message}} (mail from)"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A message is sent to the address. The variant \`to\` looks at the headers To, Cc and Bcc instead: it is left out here, as it
      # would alert a second time for the same message.
      - id: email-rcpt-to
        observation: email-address
        variant: rcpt-to
        rule: >-
          {{action}} smtp any any -> any any (msg:"{{message}} (mail to)"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A message says it is from the address.
      - id: email-from
        observation: email-address
        variant: from
        rule: >-
          {{action}} smtp any any -> any any (msg:"{{message}} (From header)"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A message asks for replies to the address, or says that it was sent by it for somebody else (Sender).
      - id: email-reply-to
        observation: email-address
        variant: reply-to
        rule: >-
          {{action}} smtp any any -> any any (msg:"{{message}} (Reply-To header)"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A message has exactly this subject.
      - id: email-subject
        observation: email-subject
        rule: >-
          {{action}} smtp any any -> any any (msg:"{{message}}"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A client hello, or the answer to it, has a fingerprint.
      - id: ja3-tls
        observation: ja3
        variant: tls
        rule: >-
          {{action}} tls any any -> any any (msg:"{{message}} (TLS)"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      - id: ja3-quic
        observation: ja3
        variant: quic
        rule: >-
          {{action}} quic any any -> any any (msg:"{{message}} (QUIC)"; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      - id: ja3s
        observation: ja3s
        rule: >-
          {{action}} tls any any -> any any (msg:"{{message}}"; flow:established,to_client; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      - id: ja4-tls
        observation: ja4
        variant: tls
        rule: >-
          {{action}} tls any any -> any any (msg:"{{message}} (TLS)"; flow:established,to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      - id: ja4-quic
        observation: ja4
        variant: quic
        rule: >-
          {{action}} quic any any -> any any (msg:"{{message}} (QUIC)"; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A server sends a certificate, in TLS up to 1.2: later it is encrypted.
      - id: certificate-fingerprint
        observation: certificate-fingerprint
        rule: >-
          {{action}} tls any any -> any any (msg:"{{message}}"; flow:established,to_client; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      - id: certificate-subject
        observation: certificate-subject
        rule: >-
          {{action}} tls any any -> any any (msg:"{{message}}"; flow:established,to_client; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      - id: certificate-serial
        observation: certificate-serial
        rule: >-
          {{action}} tls any any -> any any (msg:"{{message}}"; flow:established,to_client; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A file whose digest is in the list is transferred, over any protocol whose files the engine follows. Large ones ask
      # for settings of the sensor; the file \`-sensor.yaml\` beside the rules has them.
      - id: file-sha256
        observation: file
        variant: sha256
        rule: >-
          {{action}} ip any any -> any any (msg:"{{message}}"; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      - id: file-sha1
        observation: file
        variant: sha1
        rule: >-
          {{action}} ip any any -> any any (msg:"{{message}}"; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      - id: file-md5
        observation: file
        variant: md5
        rule: >-
          {{action}} ip any any -> any any (msg:"{{message}}"; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

  # Snort 3. It has no buffers for DNS names, server names and mail, so these are looked for as they are on the wire.
  snort3:
    rules:
      # A TCP connection from or to the address, answered or not.
      - id: address-tcp
        observation: address
        variant: tcp
        rule: >-
          {{action}} tcp {{address}} any <> any any (msg:"{{message}} (TCP)";
          flags:S,CE; {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A packet from or to the address that is not TCP, answered or not.
      - id: address-other
        observation: address
        variant: other
        rule: >-
          {{action}} ip {{address}} any <> any any (msg:"{{message}}";
          ip_proto:!6; {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A TCP connection from or to an address of the network, answered or not.
      - id: network-tcp
        observation: network
        variant: tcp
        rule: >-
          {{action}} tcp {{address}} any <> any any (msg:"{{message}} (TCP)";
          flags:S,CE; {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A packet from or to an address of the network that is not TCP, answered or not.
      - id: network-other
        observation: network
        variant: other
        rule: >-
          {{action}} ip {{address}} any <> any any (msg:"{{message}}";
          ip_proto:!6; {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # The name is asked for in DNS over UDP, in any case, answered or not.
      - id: host-dns-udp
        observation: host
        variant: dns-udp
        rule: >-
          {{action}} udp any any -> any any (msg:"{{message}} (DNS query)";
          flow:to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # The name is asked for in DNS over TCP, in any case, answered or not.
      - id: host-dns-tcp
        observation: host
        variant: dns-tcp
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}} (DNS query over TCP)";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A request names the host, with or without port or final point, to the server or to a proxy (CONNECT too).
      - id: host-http
        observation: host
        variant: http
        rule: >-
          {{action}} http any any -> any any (msg:"{{message}} (HTTP host)";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A TLS client hello names the host, in any case.
      - id: host-tls
        observation: host
        variant: tls
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}} (TLS SNI)";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A TLS client hello names a host below the name, in any case, where names below are meant.
      - id: host-tls-below
        observation: host
        variant: tls-below
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}} (TLS SNI below)";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A request to the server itself: host, target byte for byte, and port where the URL names one.
      - id: url-origin
        observation: url
        variant: origin
        rule: >-
          {{action}} http any any -> any {{port}} (msg:"{{message}}";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A request to a proxy: the whole URL, the case of scheme and host free.
      - id: url-absolute
        observation: url
        variant: absolute
        rule: >-
          {{action}} http any any -> any any (msg:"{{message}} (through a proxy)";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A request has exactly this \`User-Agent\`, byte for byte.
      - id: user-agent
        observation: user-agent
        rule: >-
          {{action}} http any any -> any any (msg:"{{message}}";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A message is sent from the address: the \`MAIL FROM\` of SMTP, in any case.
      - id: email-address-envelope
        observation: email-address
        variant: envelope
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}} (envelope)";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A message names the address as its sender (\`From\`, \`Sender\` or \`Reply-To\`, folded or not), over SMTP, POP3 or
      # IMAP.
      - id: email-address-header
        observation: email-address
        variant: header
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}} (mail header)";
          flow:established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A message has exactly this subject, folded or not, over SMTP, POP3 or IMAP.
      - id: email-subject
        observation: email-subject
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}}";
          flow:established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

  # Snort 2.9. The same, with what its HTTP preprocessor and its headers ask for.
  snort2:
    rules:
      # A TCP connection from or to the address, answered or not.
      - id: address-tcp
        observation: address
        variant: tcp
        rule: >-
          {{action}} tcp {{address}} any <> any any (msg:"{{message}} (TCP)";
          flags:S,CE; {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A packet from or to the address that is not TCP, answered or not.
      - id: address-other
        observation: address
        variant: other
        rule: >-
          {{action}} ip {{address}} any <> any any (msg:"{{message}}";
          ip_proto:!6; {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A TCP connection from or to an address of the network, answered or not.
      - id: network-tcp
        observation: network
        variant: tcp
        rule: >-
          {{action}} tcp {{address}} any <> any any (msg:"{{message}} (TCP)";
          flags:S,CE; {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A packet from or to an address of the network that is not TCP, answered or not.
      - id: network-other
        observation: network
        variant: other
        rule: >-
          {{action}} ip {{address}} any <> any any (msg:"{{message}}";
          ip_proto:!6; {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # The name is asked for in DNS over UDP, in any case, answered or not.
      - id: host-dns-udp
        observation: host
        variant: dns-udp
        rule: >-
          {{action}} udp any any -> any any (msg:"{{message}} (DNS query)";
          flow:to_server; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # The name is asked for in DNS over TCP, in any case, answered or not.
      - id: host-dns-tcp
        observation: host
        variant: dns-tcp
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}} (DNS query over TCP)";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A request names the host, with or without port or final point, to the server or to a proxy (CONNECT too).
      - id: host-http
        observation: host
        variant: http
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}} (HTTP host)";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A TLS client hello names the host, in any case.
      - id: host-tls
        observation: host
        variant: tls
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}} (TLS SNI)";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A request to the server itself: host, target byte for byte, and port where the URL names one.
      - id: url-origin
        observation: url
        variant: origin
        rule: >-
          {{action}} tcp any any -> any {{port}} (msg:"{{message}}";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A request to a proxy: the whole URL, the case of scheme and host free.
      - id: url-absolute
        observation: url
        variant: absolute
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}} (through a proxy)";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A request has exactly this \`User-Agent\`, byte for byte.
      - id: user-agent
        observation: user-agent
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}}";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A message is sent from the address: the \`MAIL FROM\` of SMTP, in any case.
      - id: email-address-envelope
        observation: email-address
        variant: envelope
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}} (envelope)";
          flow:to_server,established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A message names the address as its sender (\`From\`, \`Sender\` or \`Reply-To\`, folded or not), over SMTP, POP3 or
      # IMAP.
      - id: email-address-header
        observation: email-address
        variant: header
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}} (mail header)";
          flow:established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

      # A message has exactly this subject, folded or not, over SMTP, POP3 or IMAP.
      - id: email-subject
        observation: email-subject
        rule: >-
          {{action}} tcp any any -> any any (msg:"{{message}}";
          flow:established; {{match}} {{once}}
          classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)

  # YARA. Names, addresses and agents as text in files and memory, files by their digest. {{name}} is a name that no other
  # rule has, {{patterns}} and {{condition}} are what detects; a meta entry whose slot is unknown is left out.
  yara:
    rules:
      # The name stands as text in a file or in memory, in any case, in UTF-8 or UTF-16, and is no part of a longer
      # name.
      - id: host
        observation: host
        rule: |-
          rule {{name}}: sigwright host {{tags}} {
            meta:
              description = "{{message}}"
              {{references}}
              group = "{{group}}"
              owner = "{{owner}}"
              {{metadata}}
          
            strings:
              {{patterns}}
          
            condition:
              any of them
          }

      # The URL stands as text in a file or in memory, byte for byte, in UTF-8 or UTF-16, and is no part of a longer
      # URL.
      - id: url
        observation: url
        rule: |-
          rule {{name}}: sigwright url {{tags}} {
            meta:
              description = "{{message}}"
              {{references}}
              group = "{{group}}"
              owner = "{{owner}}"
              {{metadata}}
          
            strings:
              {{patterns}}
          
            condition:
              any of them
          }

      # The address stands as text in a file or in memory, in any case, in UTF-8 or UTF-16, and is no part of a longer
      # address.
      - id: email-address
        observation: email-address
        rule: |-
          rule {{name}}: sigwright email_address {{tags}} {
            meta:
              description = "{{message}}"
              {{references}}
              group = "{{group}}"
              owner = "{{owner}}"
              {{metadata}}
          
            strings:
              {{patterns}}
          
            condition:
              any of them
          }

      # The subject stands as text in a file or in memory, as words of their own, in UTF-8 or UTF-16.
      - id: email-subject
        observation: email-subject
        rule: |-
          rule {{name}}: sigwright email_subject {{tags}} {
            meta:
              description = "{{message}}"
              {{references}}
              group = "{{group}}"
              owner = "{{owner}}"
              {{metadata}}
          
            strings:
              {{patterns}}
          
            condition:
              any of them
          }

      # The User-Agent stands as text in a file or in memory, as words of their own, in UTF-8 or UTF-16.
      - id: user-agent
        observation: user-agent
        rule: |-
          rule {{name}}: sigwright user_agent {{tags}} {
            meta:
              description = "{{message}}"
              {{references}}
              group = "{{group}}"
              owner = "{{owner}}"
              {{metadata}}
          
            strings:
              {{patterns}}
          
            condition:
              any of them
          }

      # The file has this digest; its size is looked at first where it is known.
      - id: file
        observation: file
        rule: |-
          rule {{name}}: sigwright file {{tags}} {
            meta:
              description = "{{message}}"
              {{references}}
              group = "{{group}}"
              owner = "{{owner}}"
              {{metadata}}
              {{digests}}
          
            condition:
              {{condition}}
          }

      # The name stands as text in a file or in memory, as words of their own, in UTF-8 or UTF-16.
      - id: mutex
        observation: mutex
        rule: |-
          rule {{name}}: sigwright mutex {{tags}} {
            meta:
              description = "{{message}}"
              {{references}}
              group = "{{group}}"
              owner = "{{owner}}"
              {{metadata}}
          
            strings:
              {{patterns}}
          
            condition:
              any of them
          }

      # The key below its root stands as text in a file or in memory, in any case, in UTF-8 or UTF-16, its backslashes
      # written once or twice.
      - id: registry-key
        observation: registry-key
        rule: |-
          rule {{name}}: sigwright registry_key {{tags}} {
            meta:
              description = "{{message}}"
              {{references}}
              group = "{{group}}"
              owner = "{{owner}}"
              {{metadata}}
          
            strings:
              {{patterns}}
          
            condition:
              any of them
          }
`;
