import { Server, type ServerCredentials } from "@grpc/grpc-js";
import type { Service } from "./service";

/** More than any call needs; what is larger gets an error answer in place of the memory of the machine. */
const MAX_MESSAGE_BYTES = 64 * 2 ** 20;

/**
 * Serves on a free port of the loopback address: unlike a socket in a folder, it leaves nothing behind,
 * however the process ends.
 */
export function startServer(
  services: readonly Service[],
  credentials: ServerCredentials,
): Promise<{ readonly port: number; readonly stop: () => void }> {
  const server = new Server({ "grpc.max_receive_message_length": MAX_MESSAGE_BYTES });
  for (const { definition, implementation } of services) {
    server.addService(definition, implementation);
  }
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", credentials, (error, port) => {
      if (error === null) {
        resolve({ port, stop: () => server.forceShutdown() });
      } else {
        reject(error);
      }
    });
  });
}
