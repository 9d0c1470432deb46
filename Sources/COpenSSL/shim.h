#ifndef PLEDGEBOOK_COPENSSL_SHIM_H
#define PLEDGEBOOK_COPENSSL_SHIM_H

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <sys/prctl.h>

/* OPENSSL_clear_free is a macro that adds file and line; Swift does not import it. */
static inline void pledge_clear_free(void *memory, size_t count) { OPENSSL_clear_free(memory, count); }

/* The names of parameters, and what a key is to be made of, are macros that Swift does not import. The parameters are
   only read, which their types do not say. EVP_PKEY_fromdata(3), EVP_PKEY-EC(7) */
static inline EVP_PKEY *pledge_p256_from_point(EVP_PKEY_CTX *context, const unsigned char *point, size_t count) {
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char *)"prime256v1", 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, (void *)point, count),
      OSSL_PARAM_construct_end(),
  };
  EVP_PKEY *key = NULL;
  return EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) == 1 ? key : NULL;
}

/* The point of a key as its encoding has it; 0 when it is longer than `size`. */
static inline size_t pledge_point(const EVP_PKEY *key, unsigned char *point, size_t size) {
  size_t count = 0;
  return EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, size, &count) == 1 ? count : 0;
}

/* Swift does not import functions that take any number of arguments. prctl(2) */
static inline int pledge_refuse_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

#endif
