/** Settings of a sensor that a test may change; what is absent is as in the stock configuration of Suricata 7.0. */
export interface SensorSettings {
  /** Address variables by name without `$`; they replace or add to the stock ones. */
  readonly addressVariables?: Readonly<Record<string, string>>;
  /** Port variables by name without `$`. */
  readonly portVariables?: Readonly<Record<string, string>>;
  /** Bytes of an HTTP request body that are inspected; 0 for all. Stock: 102400. */
  readonly requestBodyLimit?: number;
  /** Bytes of an HTTP response body that are inspected; 0 for all. Stock: 102400. */
  readonly responseBodyLimit?: number;
  /**
   * Whether MD5, SHA-1 and SHA-256 of every file are computed (`force-hash`). Stock: no, only what rules ask for; and of
   * rules that ask for several, 7.0.10 heeds one.
   */
  readonly fileHashes?: boolean;
  /** Bytes of a TCP stream that are put together again; 0 for all. Stock: 1048576. */
  readonly reassemblyDepth?: number;
  /** Alerts that one packet can give, up to 255; further ones are dropped. Stock: 15. */
  readonly alertsPerPacket?: number;
}

/** Where a run finds and puts its files; absolute paths of our own making. */
export interface ConfigurationPaths {
  /** Base of relative list names in rules. */
  readonly ruleFolder: string;
  /** A path, or a pattern of paths with `*`. */
  readonly ruleFiles: string;
  readonly dataFolder: string;
  readonly classificationFile: string;
  readonly referenceFile: string;
  readonly thresholdFile: string;
  /** Folders the engine may read, where the system can confine it. */
  readonly readable: readonly string[];
}

/** Variables of the stock suricata.yaml of 7.0. */
const ADDRESS_VARIABLES: Readonly<Record<string, string>> = {
  HOME_NET: "[192.168.0.0/16,10.0.0.0/8,172.16.0.0/12]",
  EXTERNAL_NET: "!$HOME_NET",
  HTTP_SERVERS: "$HOME_NET",
  SMTP_SERVERS: "$HOME_NET",
  SQL_SERVERS: "$HOME_NET",
  DNS_SERVERS: "$HOME_NET",
  TELNET_SERVERS: "$HOME_NET",
  AIM_SERVERS: "$EXTERNAL_NET",
  DC_SERVERS: "$HOME_NET",
  DNP3_SERVER: "$HOME_NET",
  DNP3_CLIENT: "$HOME_NET",
  MODBUS_CLIENT: "$HOME_NET",
  MODBUS_SERVER: "$HOME_NET",
  ENIP_CLIENT: "$HOME_NET",
  ENIP_SERVER: "$HOME_NET",
};

const PORT_VARIABLES: Readonly<Record<string, string>> = {
  HTTP_PORTS: "80",
  SHELLCODE_PORTS: "!80",
  ORACLE_PORTS: "1521",
  SSH_PORTS: "22",
  DNP3_PORTS: "20000",
  MODBUS_PORTS: "502",
  FILE_DATA_PORTS: "[$HTTP_PORTS,110,143]",
  FTP_PORTS: "21",
  GENEVE_PORTS: "6081",
  VXLAN_PORTS: "4789",
  TEREDO_PORTS: "3544",
};

/** Protocols that are on once named, with the ports the stock configuration gives them. */
const PROTOCOLS: Readonly<Record<string, { readonly enabled?: string; readonly ports?: string }>> = {
  "bittorrent-dht": {},
  dcerpc: {},
  dhcp: {},
  dnp3: { ports: "20000" },
  enip: { ports: "44818" },
  ftp: {},
  http2: {},
  ike: {},
  imap: { enabled: "detection-only" },
  krb5: {},
  modbus: { ports: "502" },
  mqtt: {},
  nfs: {},
  ntp: {},
  pgsql: {},
  quic: {},
  rdp: {},
  rfb: { ports: "5900, 5901, 5902, 5903, 5904, 5905, 5906, 5907, 5908, 5909" },
  sip: {},
  smb: { ports: "139, 445" },
  snmp: {},
  ssh: {},
  telnet: {},
  tftp: {},
};

const FILE_HASHES = `
        - files:
            force-hash: [md5, sha1, sha256]`;

const STOCK_BODY_LIMIT = 102_400;
const STOCK_REASSEMBLY_DEPTH = 1_048_576;
const STOCK_ALERTS_PER_PACKET = 15;
/** Above it the engine goes back to the stock value, and does not end for it (7.0.10, 8.0.8). */
const MOST_ALERTS_PER_PACKET = 255;

/**
 * Our own suricata.yaml: stock variables and limits, every protocol on, alerts and anomalies as the only output, and
 * nothing that runs code or writes outside the output folder (no Lua, no dataset writes, no command socket).
 *
 * @throws RangeError when a variable's name could not stand in a rule, or the engine would not heed a number: mistakes
 * of the caller.
 */
export function suricataConfiguration(paths: ConfigurationPaths, settings: SensorSettings = {}): string {
  const alertsPerPacket = settings.alertsPerPacket ?? STOCK_ALERTS_PER_PACKET;
  if (!(alertsPerPacket >= 1 && alertsPerPacket <= MOST_ALERTS_PER_PACKET)) {
    throw new RangeError(`alerts per packet: ${alertsPerPacket} is not from 1 to ${MOST_ALERTS_PER_PACKET}`);
  }
  return `%YAML 1.1
---
vars:
  address-groups:
${variables({ ...ADDRESS_VARIABLES, ...settings.addressVariables })}
  port-groups:
${variables({ ...PORT_VARIABLES, ...settings.portVariables })}
default-rule-path: ${quote(paths.ruleFolder)}
rule-files:
  - ${quote(paths.ruleFiles)}
classification-file: ${quote(paths.classificationFile)}
reference-config-file: ${quote(paths.referenceFile)}
threshold-file: ${quote(paths.thresholdFile)}
default-data-dir: ${quote(paths.dataFolder)}
security:
  limit-noproc: yes
  landlock:
    enabled: yes
    directories:
      read:
${paths.readable.map((folder) => `        - ${quote(folder)}`).join("\n")}
  lua:
    allow-rules: no
datasets:
  rules:
    allow-write: no
    allow-absolute-filenames: no
unix-command:
  enabled: no
coredump:
  max-dump: 0
packet-alert-max: ${alertsPerPacket}
stats:
  enabled: no
logging:
  default-log-level: config
  outputs:
    - console:
        enabled: no
    - file:
        enabled: yes
        level: config
        filename: suricata.log
        format: "<%d> "
outputs:
  - eve-log:
      enabled: yes
      filetype: regular
      filename: eve.json
      types:
        - alert
        - anomaly:
            enabled: yes
            types:
              decode: yes
              stream: yes
              applayer: yes${settings.fileHashes === true ? FILE_HASHES : ""}
pcap-file:
  checksum-checks: yes
flow:
  memcap: 256mb
  hash-size: 65536
  prealloc: 1000
stream:
  memcap: 256mb
  checksum-validation: yes
  inline: no
  reassembly:
    memcap: 1gb
    depth: ${settings.reassemblyDepth ?? STOCK_REASSEMBLY_DEPTH}
    toserver-chunk-size: 2560
    toclient-chunk-size: 2560
    randomize-chunk-size: no
app-layer:
  protocols:
${protocols()}
    tls:
      enabled: yes
      detection-ports:
        dp: 443
      ja3-fingerprints: yes
      ja4-fingerprints: yes
    smtp:
      enabled: yes
      mime:
        decode-mime: yes
        decode-base64: yes
        decode-quoted-printable: yes
        header-value-depth: 2000
        extract-urls: yes
        body-md5: no
    dns:
      tcp:
        enabled: yes
        detection-ports:
          dp: 53
      udp:
        enabled: yes
        detection-ports:
          dp: 53
    http:
      enabled: yes
      libhtp:
        default-config:
          personality: IDS
          request-body-limit: ${settings.requestBodyLimit ?? STOCK_BODY_LIMIT}
          response-body-limit: ${settings.responseBodyLimit ?? STOCK_BODY_LIMIT}
          request-body-minimal-inspect-size: 32kb
          request-body-inspect-window: 4kb
          response-body-minimal-inspect-size: 40kb
          response-body-inspect-window: 16kb
          response-body-decompress-layer-limit: 2
          http-body-inline: auto
          randomize-inspection-sizes: no
          double-decode-path: no
          double-decode-query: no
`;
}

/** A double-quoted YAML scalar; JSON's escapes are YAML's. */
function quote(text: string): string {
  return JSON.stringify(text);
}

function variables(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => {
      if (!/^[A-Za-z0-9_]{1,64}$/.test(name)) throw new RangeError(`not a variable's name: ${JSON.stringify(name)}`);
      return `    ${name}: ${JSON.stringify(value)}`;
    })
    .join("\n");
}

function protocols(): string {
  return Object.entries(PROTOCOLS)
    .map(([name, { enabled = "yes", ports }]) => {
      const detection = ports === undefined ? "" : `\n      detection-ports:\n        dp: ${ports}`;
      return `    ${name}:\n      enabled: ${enabled}${detection}`;
    })
    .join("\n");
}
