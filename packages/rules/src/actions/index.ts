export { act, ActFailure, type ActionScope, type Run, type Runnable } from "./action.ts";
export { ACTIONS, countActions, readActions } from "./registry.ts";
