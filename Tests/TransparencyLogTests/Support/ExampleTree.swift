import Cryptography
import Testing

/// The eight-leaf example tree of transparency-dev/merkle `testonly/constants.go` (Apache-2.0).
enum ExampleTree {
  struct Leaf: Sendable, CustomTestStringConvertible {
    let data: [UInt8]
    let hash: String

    var testDescription: String { "\(data.count) bytes" }
  }

  static let leaves = [
    Leaf(data: [], hash: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    Leaf(data: [0x00], hash: "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
    Leaf(data: [0x10], hash: "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7"),
    Leaf(data: [0x20, 0x21], hash: "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7"),
    Leaf(data: [0x30, 0x31], hash: "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
    Leaf(data: Array(0x40...0x43), hash: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658"),
    Leaf(data: Array(0x50...0x57), hash: "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"),
    Leaf(data: Array(0x60...0x6F), hash: "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1"),
  ]

  /// The root for each size from 0.
  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  static func digests(_ hex: [String]) throws -> [Digest] {
    try hex.map { try #require(Digest(hex: $0)) }
  }
}
