const HEADER = [0, 97, 115, 109, 1, 0, 0, 0]; // "\0asm", version 1
const ONE_TYPE = [1, 4, 1, 96, 0, 0]; // () -> ()
const ONE_FUNCTION = [3, 2, 1, 0];

/** Whether WebAssembly runs 128-bit SIMD here: it is asked to take a module with `i8x16.splat`. */
export function hasSimd(): boolean {
  return accepts([65, 0, 253, 15, 26]); // i32.const 0, i8x16.splat, drop
}

/** Whether WebAssembly runs relaxed SIMD here: it is asked to take `f32x4.relaxed_madd`. */
export function hasRelaxedSimd(): boolean {
  const zero = [65, 0, 253, 15]; // i32.const 0, i8x16.splat
  return accepts([...zero, ...zero, ...zero, 253, 0x85, 2, 26]);
}

function accepts(instructions: number[]): boolean {
  const body = [0, ...instructions, 11];
  const code = [10, body.length + 2, 1, body.length, ...body];
  return WebAssembly.validate(new Uint8Array([...HEADER, ...ONE_TYPE, ...ONE_FUNCTION, ...code]));
}
