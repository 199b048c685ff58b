export {
  allBut,
  among,
  anything,
  atLeast,
  atMost,
  both,
  inWords,
  isEmpty,
  matches,
  type Scalar,
  type Values,
} from "./values.ts";
