internal import Glibc

/// The value of an environment variable, or nil when it is not set.
public func environmentValue(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// The bytes of an environment variable, or nil when it is not set or empty.
func environmentBytes(_ name: String) -> [UInt8]? {
  guard let value = unsafe getenv(name) else { return nil }
  let count = unsafe strlen(value)
  guard count > 0 else { return nil }
  return unsafe UnsafeRawBufferPointer(start: value, count: count).map { $0 }
}
