import { quoted, StoreError } from "@sigwright/core";

/** Where the API of an instance is. */
export interface ApiUrl {
  readonly secure: boolean;
  /** Name or address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path of the API without a final slash; ends in `/api`. */
  readonly basePath: string;
  /** Scheme, host and port, for messages. */
  readonly origin: string;
}

const SCHEME = /^[a-z][a-z0-9+.-]{0,20}:\/\//i;
const VERSION = /\/v[123]$/i;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;
const EXAMPLE = "give the address of the instance like `https://app.threatconnect.com/api`";

/**
 * Reads the address of an instance as people write it: with or without `https://`, `/api`, `/v3` and a final slash.
 *
 * @throws StoreError (`invalid`) when it is no address, or one that credentials must not be sent to.
 */
export function parseApiUrl(text: string): ApiUrl {
  const trimmed = text.trim();
  if (trimmed === "") throw invalid("the address of the ThreatConnect API is empty");
  let url: URL;
  try {
    url = new URL(SCHEME.test(trimmed) ? trimmed : `https://${trimmed}`);
  } catch {
    throw invalid(`${quoted(trimmed)} is not the address of an API`);
  }
  // The text is not repeated: it holds a password.
  if (url.username !== "" || url.password !== "") throw invalid("the address of the API has a user name or password in it");
  if (url.search !== "" || url.hash !== "") throw invalid(`${quoted(trimmed)} has a query or a fragment`);
  const secure = url.protocol === "https:";
  if (!secure && url.protocol !== "http:") throw invalid(`${quoted(trimmed)} is not an https address`);
  if (!secure && !LOOPBACK.test(url.hostname)) {
    throw invalid(`${quoted(trimmed)} is not encrypted: whoever listens could read the credentials`, "write `https://`");
  }
  const path = url.pathname.replace(/\/{1,64}$/, "").replace(VERSION, "");
  return {
    secure,
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    basePath: path.toLowerCase().endsWith("/api") ? path : `${path}/api`,
    origin: url.origin,
  };
}

function invalid(message: string, help = EXAMPLE): StoreError {
  return new StoreError("invalid", message, { help });
}
