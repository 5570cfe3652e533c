/** A refusal that the platform words in its envelope: an HTTP status, a text, and perhaps a code. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** HTTP status, such as 400. */
  readonly status: number;
  /** The platform's own code, such as 0x1001; sent or not as the switch `errCode` says. */
  readonly code: string;

  constructor(status: number, message: string, code = "0x1001") {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** 400: the request can't be understood. */
export function malformed(detail?: string): ApiError {
  const text = "The request was not properly formed";
  return new ApiError(400, detail === undefined ? text : `${text}: ${detail}`, "0x1003");
}

/** 404: no such object, or none that the user may see. */
export function notFound(): ApiError {
  return new ApiError(404, "The requested resource was not found", "0x1007");
}

/** 403: no such owner, or none that the user may see. */
export function ownerNotFound(): ApiError {
  return new ApiError(403, "The requested owner was not found", "0x1002");
}

/** 400: another object has this value already. */
export function taken(field: string, entity: string): ApiError {
  return new ApiError(400, `The ${field} for this ${entity} is invalid, a ${entity} with this ${field} already exists`, "0x100A");
}

/** 400: a text that is too short or too long, in characters. */
export function wrongLength(field: string, entity: string, minimum: number, maximum: number): ApiError {
  return new ApiError(
    400,
    `The ${field} for this ${entity} is invalid, please enter a ${field} between ${minimum}-${maximum} characters in length`,
  );
}

/** 400: a value that isn't one of a list. The blank before the comma is the platform's. */
export function notInList(field: string, entity: string, values: readonly string[]): ApiError {
  return new ApiError(
    400,
    `The ${field} for this ${entity} is invalid , please enter one of the following values: ${values.join(", ")}`,
  );
}
