import type { Context } from "hono";
import { InputError } from "../engine/domain/mod.ts";
import type { ServerEnvironment } from "./server_context.ts";

/** Who reviews: the API key's name, else who the body says. Throws InputError where neither is there. */
export function authorOf(
  c: Context<ServerEnvironment>,
  given: { readonly author?: string },
): string {
  const author = c.get("client").key?.name ?? given.author;
  if (author !== undefined) return author;
  throw new InputError("Cannot keep a review of nobody", {
    ...{ field: "author", expected: "the name of who reviews" },
  });
}
