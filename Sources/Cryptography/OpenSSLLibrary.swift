internal import COpenSSL

/// The OpenSSL that this process runs with, which need not be the one that it was built with.
public enum OpenSSLLibrary {
  /// Its version, such as `3.0.19`. OpenSSL_version(3)
  public static var version: String {
    unsafe String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))
  }
}
