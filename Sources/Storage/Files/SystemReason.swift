internal import Glibc

/// Why a call of the system failed, in the system's own words; lower case, like every message here.
func systemReason(_ number: Int32 = errno) -> String {
  unsafe String(cString: strerror(number)).lowercased()
}
