import type { CellDefinition } from "./cell_definition.ts";
import { lstmCell } from "./lstm_cell.ts";

/** Every recurrent cell with kernels: one file and one line here. */
export const LIST_OF_CELLS: readonly CellDefinition[] = [lstmCell];
