/** How the values of common keywords are read; all others are taken as they stand. */
const byShape = {
  pattern: ["content", "uricontent"],
  text: ["msg", "filename", "fileext", "filemagic", "tls.fingerprint", "lua"],
  regex: ["pcre", "pcrexform"],
  words: [
    "app-layer-event", "byte_jump", "byte_test", "classtype", "decode-event", "fast_pattern", "filemd5", "flow", "flowbits",
    "flowint", "fragbits", "flags", "ipopts", "iprep", "isdataat", "stream-event", "stream_size", "subslice", "target",
    "app-layer-protocol", "frame", "requires", "datarep",
  ],
  pairs: ["threshold", "detection_filter", "dataset", "xbits", "byte_extract", "byte_math", "base64_decode", "tag", "xor"],
  integer: [
    "sid", "rev", "gid", "priority", "depth", "distance", "offset", "within", "bsize", "dsize", "urilen", "itype", "icode",
    "icmp_id", "icmp_seq", "id", "seq", "ack", "ttl", "window", "ip_proto",
  ],
  reference: ["reference"],
  metadata: ["metadata"],
};

export const shapes = new Map(
  Object.entries(byShape).flatMap(([shape, keywords]) => keywords.map((keyword) => [keyword, shape])),
);
