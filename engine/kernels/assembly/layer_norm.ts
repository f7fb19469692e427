// Normalisation of each row by its own mean and deviation, then a factor and an addend a channel.

/** out = (x - mean) / √(variance + epsilon) scale + shift; out may be x. The units are rows. */
export function layerNorm(
  _scratch: usize,
  out: usize,
  x: usize,
  scale: usize,
  shift: usize,
  channels: i32,
  epsilon: f32,
  begin: i32,
  end: i32,
): void {
  const bytes = <usize>channels << 2;
  for (let row = begin; row < end; row++) {
    const from = x + <usize>row * bytes, to = out + <usize>row * bytes;
    let sum: f64 = 0;
    for (let i: usize = 0; i < bytes; i += 4) sum += load<f32>(from + i);
    const mean = <f32>(sum / channels);
    let squares: f64 = 0;
    for (let i: usize = 0; i < bytes; i += 4) {
      const difference = load<f32>(from + i) - mean;
      squares += difference * difference;
    }
    const factor = <f32>(1 / Math.sqrt(squares / channels + epsilon));
    for (let i: usize = 0; i < bytes; i += 4) {
      const scaled = (load<f32>(from + i) - mean) * factor;
      store<f32>(to + i, scaled * load<f32>(scale + i) + load<f32>(shift + i));
    }
  }
}
