import { posix } from "node:path";

/** Deep enough that ways up from it stay below the root. */
const ROOT = "/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a";

/** The path of a folder as seen from another, both as a user typed them. */
export function pathSeenFrom(from: string, path: string): string {
  const places = [from, path].map((one) => one.replaceAll("\\", "/"));
  const isAbsolute = places.map((place) => posix.isAbsolute(place) || /^[A-Za-z]:/.test(place));
  const root = isAbsolute[0] === isAbsolute[1] ? ROOT : Deno.cwd();
  const [start, end] = places.map((place, i) => isAbsolute[i] ? place : posix.join(root, place));
  return posix.relative(start, end);
}
