import { tf } from "../tensors.ts";

/** What says how a filter moves over rows and columns. */
export interface Conv2dMoves {
  /** Steps of the filter, of rows and columns. */
  strides: [number, number] | number;
  /** Distance of the filter's taps, of rows and columns; 1 unless given. */
  dilations?: [number, number] | number;
  /** Zeros around the input. */
  pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  /** How an output size that is not whole is rounded. */
  dimRoundingMode?: "floor" | "round" | "ceil";
  /** Order of the axes; channels last unless given. */
  dataFormat?: "NHWC" | "NCHW";
  /** Whether each channel has filters of its own. */
  isDepthwise?: boolean;
}

/** Padding on each side: tfjs takes one number for all sides as if rows and columns were equal. */
export function eachSide(pad: Conv2dMoves["pad"]): Exclude<Conv2dMoves["pad"], number> {
  return typeof pad === "number" ? [[0, 0], [pad, pad], [pad, pad], [0, 0]] : pad;
}

/** Sizes, strides and padding of a 2-D convolution, in numbers. */
export function conv2dGeometry(
  inputShape: [number, number, number, number],
  filterShape: [number, number, number, number],
  moves: Conv2dMoves,
): tf.backend_util.Conv2DInfo {
  const { strides, dilations = 1, pad, dimRoundingMode, dataFormat = "NHWC" } = moves;
  const format = tf.backend_util.convertConv2DDataFormat(dataFormat);
  return tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    dilations,
    eachSide(pad),
    dimRoundingMode,
    moves.isDepthwise ?? false,
    format,
  );
}
