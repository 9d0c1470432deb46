import Cryptography
import Files

// What helps with a key file, as a command that can be pasted where there is one.

extension KeyRemedy {
  /// - Parameter path: the file it is about; nil where the caller knows none.
  func hint(for path: FilePath?) -> String {
    let file = path?.shellWord ?? "FILE"
    let new = ((path ?? "FILE") + (writesPublicKey ? ".pub" : ".pkcs8")).shellWord
    switch self {
    case .closeFile: return "chmod 600 \(file)"
    case .closeFolder(let folder):
      return "chmod o-w \(folder.shellWord), or keep the file in a folder of your own"
    case .ownFile: return "look whose it is, then make it yours: sudo chown \"$(id -un)\" \(file)"
    case .encryptAgain:
      return "write it anew, and give the new file: "
        + "openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA512 -iter 600000 -in \(file) -out \(new)"
    case .rewritePublicKey: return "write it anew, and give the new file: openssl pkey -pubin -in \(file) -out \(new)"
    case .uncompressPublicKey:
      return "write it anew, and give the new file: "
        + "openssl pkey -pubin -ec_conv_form uncompressed -in \(file) -out \(new)"
    case .extractFromCertificate: return "take the key out: openssl x509 -noout -pubkey -in \(file) -out \(new)"
    case .extractFromRequest: return "take the key out: openssl req -noout -pubkey -in \(file) -out \(new)"
    case .givePrivateKey: return "give the private key, the file without .pub"
    case .givePublicKey: return "give the public half, the file that ends in .pub"
    case .makeKey: return "make a key with pledgebook key generate FILE"
    case .makeRoom: return "free some space, or raise the limit on the size of files (ulimit -f)"
    case .saveAsText: return "save it as plain text (ASCII or UTF-8)"
    }
  }

  private var writesPublicKey: Bool {
    switch self {
    case .rewritePublicKey, .uncompressPublicKey, .extractFromCertificate, .extractFromRequest: true
    default: false
    }
  }
}
