import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { InputError } from "../engine/domain/mod.ts";
import { mediaTypeOf } from "./media_types.ts";
import { refusal } from "./problem_of_error.ts";
import { type BodyLimits, readBody } from "./read_body.ts";
import { parseJsonBody } from "./read_json_body.ts";

/**
 * Reads a short body of JSON that is as a schema says. The media type must be JSON: a page of another origin
 * cannot send that without asking first.
 *
 * Throws a refusal for another media type, for a body that is too large or too slow, and InputError for one that is
 * not as it should be.
 */
export async function readSmallJson<Schema extends z.ZodType>(
  c: Context,
  { schema, limits }: { schema: Schema; limits: BodyLimits },
): Promise<z.infer<Schema>> {
  refuseOtherMedia(c, ["application/json"]);
  const document = parseJsonBody(await readBody(c.req.raw, limits), "what is asked for");
  const { success, data, error } = schema.safeParse(document);
  if (success) return data;
  const { path, message } = error.issues[0];
  const field = path.join(".");
  throw new InputError(
    `Cannot read the body: ${field === "" ? "" : `"${field}": `}${message}`,
    { field: field === "" ? undefined : field, expected: "a body as the documentation has it" },
  );
}

/** Throws a refusal for a body of a media type that is not among these, or that is packed. */
export function refuseOtherMedia(c: Context, mediaTypes: readonly string[]): void {
  const type = mediaTypeOf(c.req.header("content-type") ?? "");
  const encoding = c.req.header("content-encoding") ?? "identity";
  if (mediaTypes.includes(type) && encoding === "identity") return;
  throw refusal(
    "unsupported-media-type",
    `Cannot read a body of this type: send ${mediaTypes.join(", ")}, not packed.`,
  );
}
