#ifndef PLEDGEBOOK_COPENSSL_SHIM_H
#define PLEDGEBOOK_COPENSSL_SHIM_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#endif
