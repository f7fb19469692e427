import { EnvironmentError } from "../../domain/mod.ts";
import type { KernelCall, KernelHeap, KernelRunner } from "../../kernels/mod.ts";
import { tf } from "../tensors.ts";

const FLOAT_BYTES = 4;

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

  /** Runs one call after the other. */
  run(...calls: readonly KernelCall[]): void {
    for (const call of calls) this.#parts.runner.run(call);
  }

  /**
   * New tensors of 32-bit floats, filled by a function that gets their addresses and, while it runs,
   * so many bytes of room.
   *
   * Throws EnvironmentError when the heap is full.
   */
  makeTensors(
    shapes: readonly (readonly number[])[],
    fill: (addresses: number[], room: number) => void,
    { roomBytes = 0 }: { roomBytes?: number } = {},
  ): tf.TensorInfo[] {
    const { heap } = this.#parts;
    const tensors: tf.TensorInfo[] = [];
    let room = 0;
    try {
      if (roomBytes > 0) room = heap.allocate(roomBytes);
      for (const shape of shapes) tensors.push(this.#makeTensor(shape));
      fill(tensors.map((tensor) => this.addressOf(tensor)), room);
      return tensors;
    } catch (error) {
      for (const { dataId } of tensors) this.#backend.disposeData(dataId);
      throw error;
    } finally {
      if (room !== 0) heap.free(room);
    }
  }

  /** One new tensor, as by `makeTensors`. */
  makeTensor(
    shape: readonly number[],
    fill: (address: number, room: number) => void,
    options?: { roomBytes?: number },
  ): tf.TensorInfo {
    return this.makeTensors([shape], ([address], room) => fill(address, room), options)[0];
  }

  #makeTensor(shape: readonly number[]): tf.TensorInfo {
    const tensor = this.#backend.makeOutput(shape, "float32");
    const size = tf.util.sizeFromShape(tensor.shape);
    // tfjs takes the address 0 of a full heap for a good one.
    if (size === 0 || this.addressOf(tensor) !== 0) return tensor;
    this.#backend.disposeData(tensor.dataId);
    throw new EnvironmentError(
      `Cannot hold ${size * FLOAT_BYTES} bytes: the memory of WebAssembly is full.`,
      "backend",
    );
  }
}
