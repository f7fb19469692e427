import {
  type Activation,
  columnProduct,
  matrixProduct,
  packColumns,
  packedBytes,
} from "../../kernels/mod.ts";
import { stockKernel } from "./stock_kernel.ts";
import { tf } from "../tensors.ts";
import type { TensorHeap } from "./tensor_heap.ts";
import { withActivation } from "./with_activation.ts";

const FLOAT_BYTES = 4;

/** A product of stacks of matrices, as `_FusedMatMul` and `BatchMatMul` ask for it. */
interface Product {
  a: tf.TensorInfo;
  b: tf.TensorInfo;
  bias?: tf.TensorInfo;
  transposeA: boolean;
  transposeB: boolean;
  activation: Activation;
}

/** Sizes of the matrices, C[m, n] = A[m, k] B[k, n], and of the stacks. */
interface ProductSizes {
  m: number;
  n: number;
  k: number;
  aStack: readonly number[];
  bStack: readonly number[];
  stack: readonly number[];
}

/** Matrix products, with any transposition, stacks that are repeated, bias and activation. */
export function productKernels(heap: TensorHeap): tf.KernelConfig[] {
  return [tf.BatchMatMul, tf._FusedMatMul].map((kernelName) => {
    const stock = stockKernel(kernelName);
    return {
      ...stock,
      kernelFunc: (call) => {
        const { a, b, bias, preluActivationWeights: weights } = call.inputs as Record<
          string,
          tf.TensorInfo
        >;
        const attrs = call.attrs as unknown as tf._FusedMatMulAttrs;
        const { transposeA, transposeB } = attrs;
        const product = { a, b, bias, transposeA, transposeB };
        const sizes = measure(product);
        const isSound = a.dtype === "float32" && b.dtype === "float32" &&
          (!bias || bias.shape.length === 1 && bias.shape[0] === sizes.n);
        if (!isSound) return stock.kernelFunc(call); // which says what is wrong
        return withActivation(
          { ...attrs, weights },
          (activation) => multiply(heap, { ...product, activation }, sizes),
        );
      },
    };
  });
}

function multiply(heap: TensorHeap, product: Product, sizes: ProductSizes): tf.TensorInfo {
  const { a, transposeA, transposeB, bias, activation } = product;
  if (!transposeA) return multiplyRows(heap, product, sizes);
  if (!transposeB && !bias && activation === "linear") return sumOuter(heap, product, sizes);
  return tf.tidy(() => {
    const axes = a.shape.map((_, axis) => axis);
    axes.push(...axes.splice(-2).reverse());
    const turned = tf.transpose(a as tf.Tensor, axes);
    return multiplyRows(heap, { ...product, a: turned, transposeA: false }, sizes) as tf.Tensor;
  });
}

/** Rows of A times packed B. */
function multiplyRows(heap: TensorHeap, product: Product, sizes: ProductSizes): tf.TensorInfo {
  const { m, n, k, stack } = sizes;
  const { activation, transposeB: transposed } = product;
  return heap.makeTensor([...stack, m, n], (out, packed) => {
    const [a, b, bias] = [product.a, product.b, product.bias].map((x) => heap.addressOf(x));
    const pack = (part: number) =>
      packColumns({ packed, b: b + part * k * n * FLOAT_BYTES, bias, n, k, transposed });
    const call = (part: number, aPart: number, rows: number) =>
      matrixProduct({
        c: out + part * m * n * FLOAT_BYTES,
        a: a + aPart * m * k * FLOAT_BYTES,
        ...{ packed, rows, n, k, activation },
      });
    if (sizeOf(sizes.bStack) === 1 && sizeOf(sizes.aStack) === sizeOf(stack)) {
      heap.run(pack(0), call(0, 0, sizeOf(stack) * m)); // one product of all rows
      return;
    }
    let last = -1;
    eachPart(sizes, (part, aPart, bPart) => {
      if (bPart !== last) heap.run(pack(bPart));
      last = bPart;
      heap.run(call(part, aPart, m));
    });
  }, { roomBytes: packedBytes({ n, k }) });
}

/** Aᵀ B, the slope by weights: a sum of outer products, for which nothing is packed. */
function sumOuter(heap: TensorHeap, product: Product, sizes: ProductSizes): tf.TensorInfo {
  const { m, n, k, stack } = sizes;
  return heap.makeTensor([...stack, m, n], (out) => {
    const [a, b] = [product.a, product.b].map((x) => heap.addressOf(x));
    eachPart(sizes, (part, aPart, bPart) =>
      heap.run(columnProduct({
        c: out + part * m * n * FLOAT_BYTES,
        a: a + aPart * m * k * FLOAT_BYTES,
        b: b + bPart * k * n * FLOAT_BYTES,
        ...{ m, n, steps: k },
      })));
  });
}

function measure({ a, b, transposeA, transposeB }: Omit<Product, "activation">): ProductSizes {
  const [aRows, aColumns] = a.shape.slice(-2);
  const [bRows, bColumns] = b.shape.slice(-2);
  const [aStack, bStack] = [a, b].map(({ shape }) => shape.slice(0, -2));
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [bK, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  if (k !== bK) {
    throw new RangeError(`Cannot multiply [${a.shape}] and [${b.shape}]: ${k} is not ${bK}.`);
  }
  const stack = tf.broadcast_util.assertAndGetBroadcastShape(aStack, bStack);
  return { m, n, k, aStack, bStack, stack };
}

/** Goes over the stack: each matrix with those that it is the product of. */
function eachPart(
  { aStack, bStack, stack }: ProductSizes,
  visit: (part: number, aPart: number, bPart: number) => void,
): void {
  const [aStrides, bStrides] = [aStack, bStack].map((own) => repeatedStrides(own, stack));
  for (let part = 0; part < sizeOf(stack); part++) {
    let [rest, aPart, bPart] = [part, 0, 0];
    for (let axis = stack.length - 1; axis >= 0; axis--) {
      const index = rest % stack[axis];
      rest = (rest - index) / stack[axis];
      aPart += index * aStrides[axis];
      bPart += index * bStrides[axis];
    }
    visit(part, aPart, bPart);
  }
}

/** Matrices from one index of an axis to the next, 0 along axes that are repeated. */
function repeatedStrides(own: readonly number[], stack: readonly number[]): number[] {
  const strides = new Array<number>(stack.length).fill(0);
  let stride = 1;
  for (let i = 1; i <= own.length; i++) {
    const length = own[own.length - i];
    if (length !== 1) strides[stack.length - i] = stride;
    stride *= length;
  }
  return strides;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
