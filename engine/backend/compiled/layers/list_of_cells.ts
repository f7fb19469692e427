import type { CellDefinition } from "./cell_definition.ts";
import { gruCell } from "./gru_cell.ts";
import { lstmCell } from "./lstm_cell.ts";
import { simpleRnnCell } from "./simple_rnn_cell.ts";

/** Every recurrent cell with kernels: one file and one line here. */
export const LIST_OF_CELLS: readonly CellDefinition[] = [gruCell, lstmCell, simpleRnnCell];
