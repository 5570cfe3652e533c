import { PlatformError } from "./platform-error.ts";
import type { Session } from "./session.ts";

/** A change of a collection that must not simply be sent twice. */
export interface Settlement<Item> {
  readonly purpose: string;
  /** What is still to be done, as the platform holds it now. */
  readonly outstanding: () => Promise<readonly Item[]>;
  /** Sends the change once. */
  readonly write: (items: readonly Item[]) => Promise<void>;
}

/**
 * Makes a change that does harm, or fails, when it is sent twice: appending an attribute doubles it, taking out what
 * is gone already may be refused. Whenever it is not known whether a request took effect, the platform is asked what
 * is still to be done, and only that is sent. Nothing is sent when nothing is to be done.
 */
export async function settle<Item>(session: Session, { purpose, outstanding, write }: Settlement<Item>): Promise<void> {
  const started = session.clock.now();
  let items = await outstanding();
  for (let attempt = 1; items.length > 0; attempt++) {
    try {
      await write(items);
      return;
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      const { failure, uncertain } = error;
      if (!uncertain && failure !== "invalid" && failure !== "not-found") throw error;
      const goesOn = !uncertain || (await session.pause(attempt, started, error, purpose));
      const left = await outstanding();
      // A refusal stands unless somebody did a part of the work meanwhile.
      if (left.length > 0 && (!goesOn || (!uncertain && left.length >= items.length))) throw error;
      items = left;
    }
  }
}
