import { AK135 } from "./ak135.ts";
import { IASP91 } from "./iasp91.ts";

/** Every velocity model that ships with the engine: one file and one line here. */
export const VELOCITY_MODELS = [AK135, IASP91] as const;
