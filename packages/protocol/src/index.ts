/** The wire: every HTTP body and websocket message. */
export {};
