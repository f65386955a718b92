/**
 * Tells when a GPU device of this thread is lost. web-llm keeps its device to itself and only logs
 * the loss, so the call that makes devices is watched.
 */
export function watchDevices(onLost: (detail: string) => void): void {
  // Not in every browser, and then there is nothing to watch.
  if (typeof GPUAdapter === 'undefined') return;
  const requestDevice = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...options) {
    const device = await requestDevice.apply(this, options);
    void device.lost.then(({ reason, message }) => {
      // "destroyed" is the library letting go of a device it no longer needs.
      if (reason !== 'destroyed') onLost(message);
    });
    return device;
  };
}
