import type { ChannelCode } from "../../domain/mod.ts";

/** Letters of orientation and the component each stands for; 1 is nearest north where a vault tells no more. */
const LETTERS: Readonly<Record<string, "E" | "N" | "Z">> = {
  E: "E",
  N: "N",
  Z: "Z",
  "1": "N",
  "2": "E",
  "3": "Z",
};

/**
 * The component that a channel records, by the last letter of its code: E, N, Z, or 2, 1, 3 where the
 * sensor is not oriented; undefined for anything else, such as pressure.
 */
export function componentOf(code: ChannelCode): "E" | "N" | "Z" | undefined {
  return LETTERS[code.channel.slice(-1).toUpperCase()];
}
