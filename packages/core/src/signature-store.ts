/** An indicator as a signature is associated with it. */
export interface IndicatorReference {
  /** The store's identifier, a decimal string of any size on a platform; absent where the store keeps none. */
  readonly id?: string;
  /** One of the indicator types, or the name of a custom type. */
  readonly type: string;
  /** Canonical value; see `canonicalise`. */
  readonly value: string;
  readonly owner?: string;
}

/** A group (incident, campaign, …) as a signature is associated with it. */
export interface GroupReference {
  readonly id: string;
  /** The platform's name of the type: `Incident`. */
  readonly type?: string;
  readonly name?: string;
  readonly owner?: string;
}

/** A named value attached to a signature. */
export interface SignatureAttribute {
  /** What the value is: `Description`, `Source`. */
  readonly type: string;
  readonly value: string;
  /** Who says so. */
  readonly source?: string;
  /** Whether it is the one shown for its type. */
  readonly isDefault?: boolean;
}

/** What a listing tells of a signature. */
export interface SignatureSummary {
  /** The store's identifier. */
  readonly id: string;
  /** What the creator calls it by, unique within the store (on a platform: within the owner). */
  readonly xid?: string;
  /** What people call it; need not be unique. */
  readonly name: string;
  /** The platform's name of the file type: `Suricata`. Stores may know more types than we do. */
  readonly type: string;
  /** A file name, as somebody gave it: not safe to be used as a path. */
  readonly fileName: string;
  readonly owner?: string;
  /** ISO 8601 in UTC. */
  readonly dateAdded?: string;
  readonly lastModified?: string;
  /** Address of the signature's page, where it has one. */
  readonly link?: string;
}

/** A signature as a store holds it, without the indicators, which can be many. */
export interface StoredSignature extends SignatureSummary {
  /** The rules, to the byte: the file is the UTF-8 of this text. */
  readonly content: string;
  readonly attributes: readonly SignatureAttribute[];
  readonly tags: readonly string[];
  /** Security labels: `TLP:AMBER`. */
  readonly labels: readonly string[];
  /** Groups it is associated with; those that only hold its side files are not among them. */
  readonly groups: readonly GroupReference[];
}

/** A signature to be stored. What is absent is empty. */
export interface NewSignature {
  readonly xid?: string;
  readonly name: string;
  readonly type: string;
  readonly fileName: string;
  readonly content: string;
  readonly attributes?: readonly SignatureAttribute[];
  readonly tags?: readonly string[];
  readonly labels?: readonly string[];
  readonly groups?: readonly GroupReference[];
  readonly indicators?: readonly IndicatorReference[];
}

/** Members to be added to a collection and to be taken out of it; what stands in both is there afterwards. */
export interface MemberChange<Member> {
  readonly add?: readonly Member[];
  readonly remove?: readonly Member[];
}

/** What is to be changed of a signature; what is absent stays. */
export interface SignatureChange {
  readonly name?: string;
  readonly type?: string;
  readonly fileName?: string;
  readonly content?: string;
  /** The content that `content` is to take the place of: when the signature holds another one by now, that is a `conflict`. */
  readonly replaces?: string;
  /** Attributes are the same when type and value are. */
  readonly attributes?: MemberChange<SignatureAttribute>;
  readonly tags?: MemberChange<string>;
  readonly labels?: MemberChange<string>;
  readonly groups?: MemberChange<GroupReference>;
  readonly indicators?: MemberChange<IndicatorReference>;
}

/** A file that belongs to a signature beside its rules, a list for example. */
export interface SideFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Which signature: by the store's identifier, or by what its creator calls it. */
export type SignatureKey = { readonly id: string } | { readonly xid: string };

/** Which signatures a listing is to tell of; absent members do not matter. */
export interface SignatureQuery {
  readonly type?: string;
  readonly name?: string;
  readonly tag?: string;
  /** Identifier of a group that it is associated with. */
  readonly group?: string;
}

/**
 * Where signatures are kept: a platform, a folder. All stores pass one contract test. Every method that changes
 * something may be repeated: what is so already is not written again. Everything throws {@link StoreError} when it can't
 * be done, and then the store holds what it held before, or a part of the change that the same call completes.
 */
export interface SignatureStore {
  /** As the user gave it, without secrets: `dir:signatures`. */
  readonly spec: string;
  /** The file types a signature may have. */
  readonly types: () => Promise<readonly string[]>;
  /**
   * In a stable order. A signature that can't be read is told to `onBroken` and passed over; without `onBroken` it is
   * thrown.
   */
  readonly list: (query?: SignatureQuery, onBroken?: (error: StoreError) => void) => AsyncIterable<SignatureSummary>;
  /** `undefined` when there is none. */
  readonly get: (key: SignatureKey) => Promise<StoredSignature | undefined>;
  /** The indicators a signature is associated with, the inactive ones too. */
  readonly indicators: (id: string) => AsyncIterable<IndicatorReference>;
  /** Stores a signature; one with the same `xid` is never made twice: that is a `conflict`. */
  readonly create: (signature: NewSignature) => Promise<StoredSignature>;
  readonly update: (id: string, change: SignatureChange) => Promise<StoredSignature>;
  /** The files that belong to it beside the rules, in the order of their names. */
  readonly sideFiles: (id: string) => Promise<readonly SideFile[]>;
  /** Makes the side files exactly these. */
  readonly putSideFiles: (id: string, files: readonly SideFile[]) => Promise<void>;
}

/**
 * Why a store can't do what it is asked.
 * - `not-found`: there is no such signature, group or indicator.
 * - `invalid`: the store does not take such a value: a name that is too long, a label that does not exist.
 * - `conflict`: something of that `xid` is there, or somebody else changed it meanwhile.
 * - `refused`: the user may not.
 * - `unreachable`: it did not answer, or not as it should: what it holds is broken.
 */
export type StoreFailure = "not-found" | "invalid" | "conflict" | "refused" | "unreachable";

/** A store can't do what it is asked. The message is for people. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly failure: StoreFailure;
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(failure: StoreFailure, message: string, options: { help?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.failure = failure;
    this.help = options.help;
  }
}
