/** The authority: HTTP, websocket, sessions, tickers. */
export {};
