internal import Glibc

/// The value of an environment variable, or nil when it is not set.
public func environmentValue(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// Whether an environment variable is set and not empty; its value stays where it is, which matters for a secret.
public func isEnvironmentSet(_ name: String) -> Bool {
  guard let value = unsafe getenv(name) else { return false }
  return unsafe value[0] != 0
}

/// The bytes of an environment variable, or nil when it is not set or empty.
func environmentBytes(_ name: String) -> [UInt8]? {
  guard let value = unsafe getenv(name) else { return nil }
  let count = unsafe strlen(value)
  guard count > 0 else { return nil }
  return unsafe UnsafeRawBufferPointer(start: value, count: count).map { $0 }
}

/// Overwrites the passphrases in the environment of this process and takes them out, where what needs them is done.
///
/// The place of a variable is the one that `/proc/PID/environ` shows. No other thread may be running that reads the
/// environment.
public func forgetPassphrases() {
  for name in unsafe environmentEntries().compactMap({ unsafe secretName($0) }) {
    guard let value = unsafe getenv(name) else { continue }
    unsafe explicit_bzero(value, strlen(value))
    unsafe unsetenv(name)
  }
}

/// The environment for a program that this one starts on somebody's behalf: all of it but the passphrases.
///
/// The entries belong to the environment of this process.
///
/// - Parameter name: a variable that is left out too, for whoever puts one of that name in its place.
func environmentWithoutPassphrases(without name: String? = nil) -> [UnsafeMutablePointer<CChar>?] {
  var entries = unsafe environmentEntries().filter { unsafe secretName($0) == nil }
  if let start = name.map({ "\($0)=" }) {
    unsafe entries.removeAll { unsafe strncmp($0, start, start.utf8.count) == 0 }
  }
  return unsafe entries.map { unsafe $0 } + [nil]
}

private func environmentEntries() -> [UnsafeMutablePointer<CChar>] {
  let start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe environ
  guard let start = unsafe start else { return unsafe [] }
  var entries: [UnsafeMutablePointer<CChar>] = unsafe []
  var place = 0
  while let entry = unsafe start[place] {
    unsafe entries.append(entry)
    place += 1
  }
  return unsafe entries
}

/// The name of the variable, when it is one of ours that holds a passphrase; its value is not looked at.
private func secretName(_ entry: UnsafeMutablePointer<CChar>) -> String? {
  guard let end = unsafe strchr(entry, Int32(UInt8(ascii: "="))) else { return nil }
  let name = unsafe String(
    decoding: UnsafeRawBufferPointer(start: entry, count: end - entry), as: UTF8.self)
  return name.hasPrefix("PLEDGEBOOK_") && name.hasSuffix("PASSPHRASE") ? name : nil
}
