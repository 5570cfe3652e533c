/** Names that rules use and a configuration has to define. */
export interface UsedNames {
  readonly classtypes: ReadonlySet<string>;
  readonly references: ReadonlySet<string>;
}

/** What a configuration defines for rules. Names and values that could be taken for something else are left out. */
export interface SensorNames extends UsedNames {
  /** Address groups by name; default: those of the stock configuration, for any address. */
  readonly addressVariables?: ReadonlyMap<string, string>;
  /** Port groups by name; default: those of the stock configuration. */
  readonly portVariables?: ReadonlyMap<string, string>;
}

const CLASSTYPE = /\bclasstype\s{0,9}:\s{0,9}([A-Za-z0-9_-]{1,64})/g;
const REFERENCE = /\breference\s{0,9}:\s{0,9}([A-Za-z0-9_-]{1,64})/g;

/** The names that a text of rules uses; more than it uses when a message looks like an option, which does no harm. */
export function usedNames(rules: string): UsedNames {
  const named = (pattern: RegExp): ReadonlySet<string> => new Set(Array.from(rules.matchAll(pattern), ([, name]) => name!));
  return { classtypes: named(CLASSTYPE), references: named(REFERENCE) };
}

/**
 * Our own snort.lua: the inspectors whose buffers rules look into, bound by port for DNS and by what is said for all
 * else, variables that stand for any address, and alerts as the only output. All alerts of a packet are written, where
 * the engine keeps three by default.
 */
export function snort3Configuration(names: SensorNames): string {
  const { classtypes, references } = names;
  return `HOME_NET = 'any'
EXTERNAL_NET = 'any'
stream = { }
stream_ip = { }
stream_icmp = { }
stream_tcp = { }
stream_udp = { }
stream_file = { }
http_inspect = { }
http2_inspect = { }
dns = { }
ssl = { }
smtp = { }
imap = { }
pop = { }
wizard =
{
    spells =
    {
        { service = 'http', proto = 'tcp', to_server = { 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'PATCH', 'TRACE' }, to_client = { 'HTTP/' } },
        { service = 'smtp', proto = 'tcp', to_server = { 'HELO', 'EHLO' }, to_client = { '220*SMTP', '220*MAIL' } },
        { service = 'imap', proto = 'tcp', to_client = { '** OK', '** BYE', '** PREAUTH' } },
        { service = 'pop3', proto = 'tcp', to_client = { '+OK', '-ERR' } },
    },
    hexes =
    {
        { service = 'http2', proto = 'tcp', to_server = { '|50 52 49 20 2a 20 48 54 54 50 2f 32|' } },
        { service = 'ssl', proto = 'tcp', to_server = { '|16 03|' }, to_client = { '|16 03|' } },
    },
}
binder =
{
    { when = { proto = 'udp', ports = '53', role = 'server' }, use = { type = 'dns' } },
    { when = { proto = 'tcp', ports = '53', role = 'server' }, use = { type = 'dns' } },
    { when = { service = 'dns' }, use = { type = 'dns' } },
    { when = { service = 'http' }, use = { type = 'http_inspect' } },
    { when = { service = 'http2' }, use = { type = 'http2_inspect' } },
    { when = { service = 'ssl' }, use = { type = 'ssl' } },
    { when = { service = 'smtp' }, use = { type = 'smtp' } },
    { when = { service = 'imap' }, use = { type = 'imap' } },
    { when = { service = 'pop3' }, use = { type = 'pop' } },
    { use = { type = 'wizard' } },
}
classifications = { ${namesOf(classtypes, (name) => `{ name = '${name}', priority = 3, text = '${name}' }`)} }
references = { ${namesOf(references, (name) => `{ name = '${name}', url = 'https://${name}.invalid/' }`)} }
ips = { variables = { nets = { ${netsOf(names)} }, ports = { ${names.portVariables === undefined ? PORT_VARIABLES : variablesOf(names.portVariables)} } } }
event_queue = { max_queue = 1000, log = 1000 }
alert_json = { file = true, fields = 'gid sid rev proto src_addr src_port dst_addr dst_port' }
`;
}

const NAME = /^[A-Za-z0-9_-]{1,64}$/;
/** Nothing that could end a string of Lua. */
const VALUE = /^[0-9A-Za-z_.:/!,$[\] -]{1,100000}$/;

function namesOf(names: ReadonlySet<string>, definition: (name: string) => string): string {
  return [...names].filter((name) => NAME.test(name)).map(definition).join(", ");
}

function variablesOf(variables: ReadonlyMap<string, string>): string {
  return [...variables].filter(([name, value]) => /^[A-Za-z_]\w{0,63}$/.test(name) && VALUE.test(value)).map(([name, value]) => `${name} = '${value}'`).join(", ");
}

function netsOf({ addressVariables }: SensorNames): string {
  if (addressVariables !== undefined) return variablesOf(addressVariables);
  return ["HOME_NET", "EXTERNAL_NET", ...SERVER_VARIABLES].map((name) => `${name} = 'any'`).join(", ");
}

const SERVER_VARIABLES = ["DNS_SERVERS", "FTP_SERVERS", "HTTP_SERVERS", "SIP_SERVERS", "SMTP_SERVERS", "SQL_SERVERS", "SSH_SERVERS", "TELNET_SERVERS"];
const PORT_VARIABLES = "HTTP_PORTS = '80 81 8000 8008 8080 8088 3128', MAIL_PORTS = '110 143', FTP_PORTS = '21 2100 3535', SSH_PORTS = '22', SIP_PORTS = '5060 5061', ORACLE_PORTS = '1024:', FILE_DATA_PORTS = '80 110 143'";
