import { visibleText } from "@sigwright/core";
import { fromEnvironment } from "@sigwright/threatconnect";
import type { EnvironmentClient, SessionEvent } from "@sigwright/threatconnect";
import type { CommandIo } from "./command-io.ts";

/** A signature of a hundred thousand indicators has 80 MB; what is larger is no answer of a platform. */
const LARGEST_ANSWER = 512 * 1024 * 1024;

/** Milliseconds for one exchange: storing such a signature takes its time. */
const LONGEST_EXCHANGE = 180_000;

/**
 * Access to the platform that the environment describes.
 *
 * @throws StoreError (`invalid`) that names what is missing.
 */
export function openPlatform({ env }: CommandIo, onEvent: (event: SessionEvent) => void = () => {}): EnvironmentClient {
  return fromEnvironment(env, { maxBytes: LARGEST_ANSWER, timeout: LONGEST_EXCHANGE, onEvent });
}

/** What goes on with the platform, on one line. */
export function eventText(event: SessionEvent): string {
  if (event.kind === "clock") return visibleText(event.message);
  const seconds = Math.max(1, Math.round(event.pause / 1000));
  return visibleText(`${event.reason}; trying again in ${seconds} s`);
}
