// Loaded before the language server: a connection that it tries is named on stderr and refused.
"use strict";

const dns = require("node:dns");
const net = require("node:net");

function refuse(what) {
  return () => {
    process.stderr.write(`${MARK} ${what}\n`);
    throw new Error(`${MARK} ${what}`);
  };
}

const MARK = "tried to connect:";
net.Socket.prototype.connect = refuse("socket");
dns.lookup = refuse("name");
