import type { LayerDefinition } from "./layer_definition.ts";
import { activating } from "./layers/activating.ts";
import { attending } from "./layers/attending.ts";
import { convolution } from "./layers/convolution.ts";
import { dense } from "./layers/dense.ts";
import { dropping } from "./layers/dropping.ts";
import { feeding } from "./layers/feeding.ts";
import { addition, concatenation } from "./layers/joining.ts";
import { layerNormalising } from "./layers/layer_normalising.ts";
import { cropping, permutation, zeroPadding } from "./layers/moving.ts";
import { normalising } from "./layers/normalising.ts";
import { pooling } from "./layers/pooling.ts";
import { bidirectional, recurrent } from "./layers/recurrent.ts";
import { repeating } from "./layers/repeating.ts";
import { reshaping } from "./layers/reshaping.ts";
import { transposedConvolution } from "./layers/transposed_convolution.ts";

/** Every kind of layer that can be compiled; one that is in none of these files needs one. */
export const LIST_OF_LAYERS: readonly LayerDefinition[] = [
  activating,
  addition,
  attending,
  bidirectional,
  concatenation,
  convolution,
  cropping,
  dense,
  dropping,
  feeding,
  layerNormalising,
  normalising,
  permutation,
  pooling,
  recurrent,
  repeating,
  reshaping,
  transposedConvolution,
  zeroPadding,
];
