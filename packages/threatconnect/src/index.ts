export type { Associations } from "./associations.ts";
export type { Credentials } from "./authentication.ts";
export type { Client, ClientOptions } from "./client.ts";
export { createClient } from "./client.ts";
export type { Documents } from "./documents.ts";
export type { EnvironmentClient } from "./environment.ts";
export { fromEnvironment } from "./environment.ts";
export type { Attributes, SecurityLabels, Tags } from "./group-collections.ts";
export type { GroupQuery, GroupRequest, Groups } from "./groups.ts";
export type { IndicatorQuery, Indicators } from "./indicators.ts";
export type { Json, JsonObject, WireJson, WireNumber, WireObject } from "./json.ts";
export { wireId } from "./json.ts";
export type { Owners } from "./owners.ts";
export { PlatformError } from "./platform-error.ts";
export type {
  PlatformAttribute,
  PlatformGroup,
  PlatformIndicator,
  PlatformLabel,
  PlatformObject,
  PlatformOwner,
  PlatformSignature,
  PlatformTag,
} from "./platform-objects.ts";
export type { Environment } from "./proxy.ts";
export type { Clock, RetryPolicy } from "./retry.ts";
export { DEFAULT_RETRY } from "./retry.ts";
export type { SessionEvent } from "./session.ts";
export type { PlatformSignatureQuery, SignatureBody, Signatures } from "./signatures.ts";
export type { ThreatConnectSourceOptions } from "./source.ts";
export { threatConnectSource } from "./source.ts";
export type { ThreatConnectStoreOptions } from "./store.ts";
export { threatConnectStore } from "./store.ts";
export { isSpeakable, tqlId, tqlString } from "./tql.ts";
export type { Tql } from "./tql.ts";
export type { Transport, TransportFailure, WireReply, WireRequest } from "./transport.ts";
export { TransportError } from "./transport.ts";
export type { GroupType } from "./type-names.ts";
export { GROUP_TYPES, groupType, SIGNATURE_TYPES } from "./type-names.ts";
