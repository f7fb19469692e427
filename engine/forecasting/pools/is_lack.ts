import {
  ConfigurationError,
  InputError,
  InsufficientDataError,
  ModelError,
} from "../../domain/mod.ts";

/** Whether a member of a pool only lacks what it needs, such as a series, so that the others can do without it. */
export function isLack(error: unknown): error is Error {
  return [InsufficientDataError, ConfigurationError, InputError, ModelError].some((kind) =>
    error instanceof kind
  );
}
