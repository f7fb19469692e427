/** A module worker that start_backend_test.ts starts: multiplies on the backend and tells. */
import { startBackend } from "../../../engine/backend/mod.ts";
import { tf } from "../../../engine/backend/tensors.ts";

const report = await startBackend({ threads: 1 });
const [product] = tf.matMul([[1, 2]], [[3], [4]]).dataSync<"float32">();
(globalThis as unknown as Worker).postMessage({ report, product });
