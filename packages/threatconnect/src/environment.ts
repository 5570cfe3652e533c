import { readFileSync } from "node:fs";
import { quoted, StoreError } from "@sigwright/core";
import { createClient } from "./client.ts";
import type { Client, ClientOptions } from "./client.ts";
import type { Credentials } from "./authentication.ts";
import type { Environment } from "./proxy.ts";

/** A client as the environment describes it. */
export interface EnvironmentClient {
  readonly client: Client;
  /** `TC_OWNER`, when it is set. */
  readonly owner?: string;
}

const FINAL_LINE_END = /\r?\n$/;

/**
 * Makes a client of environment variables: `TC_API_PATH`, then `TC_TOKEN` or `TC_ACCESS_ID` with `TC_SECRET_KEY`;
 * perhaps `TC_OWNER`, `TC_CA_BUNDLE` (a PEM file), `HTTPS_PROXY` and `NO_PROXY`.
 *
 * @throws StoreError (`invalid`) that names what is missing or odd, never with its content.
 */
export function fromEnvironment(
  environment: Environment,
  options: Omit<ClientOptions, "apiUrl" | "credentials"> = {},
): EnvironmentClient {
  const apiUrl = read(environment, "TC_API_PATH");
  const credentials = readCredentials(environment);
  const missing = [
    ...(apiUrl === undefined ? ["TC_API_PATH"] : []),
    ...("missing" in credentials ? credentials.missing : []),
  ];
  if (apiUrl === undefined || "missing" in credentials) {
    throw new StoreError("invalid", `to reach ThreatConnect ${listed(missing)} must be set in the environment`, {
      help: "TC_API_PATH is the address of the API, `https://app.threatconnect.com/api` for example; an administrator gives out access id and secret key, or a token, of an API user",
    });
  }
  const bundle = read(environment, "TC_CA_BUNDLE");
  const owner = read(environment, "TC_OWNER");
  const client = createClient({
    environment,
    ...(bundle === undefined ? {} : { certificates: [readBundle(bundle)] }),
    ...options,
    apiUrl,
    credentials,
  });
  return owner === undefined ? { client } : { client, owner };
}

function readCredentials(environment: Environment): Credentials | { readonly missing: readonly string[] } {
  const token = read(environment, "TC_TOKEN");
  const accessId = read(environment, "TC_ACCESS_ID");
  const secretKey = read(environment, "TC_SECRET_KEY");
  if (token !== undefined && (accessId !== undefined || secretKey !== undefined)) {
    throw new StoreError("invalid", "TC_TOKEN is set, and TC_ACCESS_ID or TC_SECRET_KEY too: which is to be used?", {
      help: "unset the ones that are not meant",
    });
  }
  if (token !== undefined) return { token };
  if (accessId !== undefined && secretKey !== undefined) return { accessId, secretKey };
  if (accessId === undefined && secretKey === undefined) return { missing: ["TC_ACCESS_ID and TC_SECRET_KEY (or TC_TOKEN)"] };
  return { missing: [accessId === undefined ? "TC_ACCESS_ID" : "TC_SECRET_KEY"] };
}

/** A variable without the line end that reading it from a file leaves; blanks inside secrets are theirs. */
function read(environment: Environment, name: string): string | undefined {
  const text = environment[name]?.replace(FINAL_LINE_END, "");
  return text === undefined || text.trim() === "" ? undefined : text;
}

function readBundle(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new StoreError("invalid", `TC_CA_BUNDLE names ${quoted(path)}, which can't be read`, { cause: error });
  }
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  throw new StoreError("invalid", `TC_CA_BUNDLE names ${quoted(path)}, which holds no certificate in PEM form`);
}

function listed(names: readonly string[]): string {
  return names.join(" and ");
}
