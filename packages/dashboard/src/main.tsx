// Shows nothing yet.
export {};
