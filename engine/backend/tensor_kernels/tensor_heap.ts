import { EnvironmentError } from "../../domain/mod.ts";
import type { KernelCall, KernelHeap, KernelRunner } from "../../kernels/mod.ts";
import { tf } from "../tensors.ts";

const FLOAT_BYTES = 4;
const ALIGNMENT = 16;
const MOST_BYTES = 2 ** 32; // addresses have 32 bits

/** Where the kernels work and what runs them. */
export interface TensorHeapParts {
  /** The heap of tfjs. */
  heap: KernelHeap;
  /** Runs kernels on it. */
  runner: KernelRunner;
}

/** The part of tfjs' WebAssembly backend that is looked into. */
interface WasmBackend extends tf.KernelBackend {
  dataIdMap: { get(dataId: tf.DataId): { memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
}

/** Tensors of tfjs as addresses: kernels read and write them where they are. */
export class TensorHeap {
  readonly #parts: TensorHeapParts;
  readonly #backend: WasmBackend;

  /** The tensors of the backend that runs now. */
  constructor(parts: TensorHeapParts) {
    this.#parts = parts;
    this.#backend = tf.backend() as WasmBackend;
  }

  /** Address of a tensor's numbers, 0 for none; one of another backend is moved here first. */
  addressOf(tensor: tf.TensorInfo | undefined | null): number {
    return tensor ? this.#backend.dataIdMap.get(tensor.dataId).memoryOffset : 0;
  }

  /** Another tensor with the same numbers, which never change. */
  share({ dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo {
    this.#backend.incRef(dataId);
    return { dataId, shape, dtype };
  }

  /** Runs one call after the other. */
  run(...calls: readonly KernelCall[]): void {
    for (const call of calls) this.#parts.runner.run(call);
  }

  /**
   * New tensors of 32-bit floats, filled by a function that gets their addresses and those of
   * `rooms`, so many bytes each, which are there while it runs.
   *
   * Throws EnvironmentError when the heap is full.
   */
  makeTensors(
    shapes: readonly (readonly number[])[],
    fill: (addresses: number[], rooms: number[]) => void,
    { rooms = [] }: { rooms?: readonly number[] } = {},
  ): tf.TensorInfo[] {
    const { heap } = this.#parts;
    const tensors: tf.TensorInfo[] = [];
    let bytes = 0;
    const offsets = rooms.map((size) => (bytes += roundUp(size)) - roundUp(size));
    this.#refuseBeyondHeap(bytes);
    const block = rooms.length > 0 ? heap.allocate(bytes) : 0;
    try {
      for (const shape of shapes) tensors.push(this.#makeTensor(shape));
      fill(
        tensors.map((tensor) => this.addressOf(tensor)),
        offsets.map((offset) => block + offset),
      );
      return tensors;
    } catch (error) {
      for (const { dataId } of tensors) this.#backend.disposeData(dataId);
      throw error;
    } finally {
      if (rooms.length > 0) heap.free(block);
    }
  }

  /** One new tensor, as by `makeTensors`. */
  makeTensor(
    shape: readonly number[],
    fill: (address: number, room: number) => void,
    { roomBytes }: { roomBytes?: number } = {},
  ): tf.TensorInfo {
    const rooms = roomBytes === undefined ? [] : [roomBytes];
    return this.makeTensors([shape], ([out], [room]) => fill(out, room), { rooms })[0];
  }

  #makeTensor(shape: readonly number[]): tf.TensorInfo {
    const bytes = tf.util.sizeFromShape(shape as number[]) * FLOAT_BYTES;
    this.#refuseBeyondHeap(bytes);
    const tensor = this.#backend.makeOutput(shape, "float32");
    // tfjs takes the address 0 of a full heap for a good one.
    if (bytes === 0 || this.addressOf(tensor) !== 0) return tensor;
    this.#backend.disposeData(tensor.dataId);
    throw heapIsFull(bytes);
  }

  /** Beyond 2 GB tfjs' heap takes the size for a negative one and gives an address that is in use. */
  #refuseBeyondHeap(bytes: number): void {
    const { byteLength } = this.#parts.heap.memory.buffer;
    if (bytes >= MOST_BYTES / 2 && bytes + byteLength > MOST_BYTES) throw heapIsFull(bytes);
  }
}

function heapIsFull(bytes: number): EnvironmentError {
  return new EnvironmentError(
    `Cannot hold ${bytes} bytes: the memory of WebAssembly is full.`,
    "backend",
  );
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
