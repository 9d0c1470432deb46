import CommandLineTools
import Cryptography
import Files

/// The public key that a file stands for: itself, the half beside it, or the private key opened.
enum PublicHalf {
  static func read(
    _ session: borrowing Session, _ path: FilePath, passphraseVariable: String? = nil
  ) throws(CommandError) -> PublicKey {
    do throws(CryptographyError) {
      return try KeyFile.readPublicKey(path)
    } catch {
      guard error.code == .privateKeyGiven else { throw CommandError(error, in: path) }
    }
    // The half beside a private key needs no passphrase; when it is missing, the private key tells.
    do throws(CryptographyError) {
      return try KeyFile.readPublicKey(KeyFile.publicPath(for: path))
    } catch {
      guard error.code == .unreadableFile else { throw CommandError(error, in: KeyFile.publicPath(for: path)) }
      return try SigningKeys.privateKey(session, path, passphraseVariable: passphraseVariable).publicKey
    }
  }

  /// The same of a file that has to be a private key, and is not opened where its public half lies beside it.
  static func ofPrivate(
    _ session: borrowing Session, _ path: FilePath, passphraseVariable: String? = nil
  ) throws(CommandError) -> PublicKey {
    do throws(CryptographyError) {
      _ = try KeyFile.readPublicKey(path)
    } catch {
      return try read(session, path, passphraseVariable: passphraseVariable)
    }
    throw CommandError(
      CryptographyError(.publicKeyGiven, "a public key was given where a private key is wanted"), in: path)
  }
}
