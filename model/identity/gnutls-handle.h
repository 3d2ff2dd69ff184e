// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GNUTLS_HANDLE_H
#define VNLAB_GNUTLS_HANDLE_H

#include <cstdint>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

/// A call of GnuTLS failed where it has no reason to: out of memory, or a library that lacks what
/// is needed. Bad certificates are results, not errors.
class GnutlsError : public std::runtime_error
{
  public:
    GnutlsError(const std::string& call, int code)
        : std::runtime_error(call + ": " + gnutls_strerror(code))
    {
    }
};

/// @throws GnutlsError naming the call where its code says that it failed
inline void
CheckGnutls(int code, const char* call)
{
    if (code < 0)
    {
        throw GnutlsError(call, code);
    }
}

/// Frees what a GnuTLS handle owns.
template <auto deinit>
struct GnutlsDeleter
{
    template <class T>
    void operator()(T* handle) const
    {
        deinit(handle);
    }
};

using CertificateHandle =
    std::unique_ptr<gnutls_x509_crt_int, GnutlsDeleter<gnutls_x509_crt_deinit>>;
using X509KeyHandle =
    std::unique_ptr<gnutls_x509_privkey_int, GnutlsDeleter<gnutls_x509_privkey_deinit>>;
using PrivateKeyHandle = std::unique_ptr<gnutls_privkey_st, GnutlsDeleter<gnutls_privkey_deinit>>;
using PublicKeyHandle = std::unique_ptr<gnutls_pubkey_st, GnutlsDeleter<gnutls_pubkey_deinit>>;

/// @return an empty handle of a kind, by its init function
template <class Handle, class Init>
Handle
MakeHandle(Init init, const char* call)
{
    typename Handle::pointer raw = nullptr;
    CheckGnutls(init(&raw), call);
    return Handle(raw);
}

/// @return a view for a call that only reads, although GnuTLS's type says otherwise
inline gnutls_datum_t
ViewOf(std::span<const uint8_t> bytes)
{
    return {const_cast<unsigned char*>(bytes.data()), static_cast<unsigned>(bytes.size())};
}

/// @return an X.509 certificate, or null where the bytes are not the DER of one
inline CertificateHandle
ImportCertificate(std::span<const uint8_t> der)
{
    auto certificate = MakeHandle<CertificateHandle>(gnutls_x509_crt_init, "gnutls_x509_crt_init");
    const gnutls_datum_t view = ViewOf(der);
    const bool valid = gnutls_x509_crt_import(certificate.get(), &view, GNUTLS_X509_FMT_DER) >= 0;
    return valid ? std::move(certificate) : nullptr;
}

/// Bytes that GnuTLS allocated.
class GnutlsBytes
{
  public:
    GnutlsBytes() = default;
    GnutlsBytes(const GnutlsBytes&) = delete;
    GnutlsBytes& operator=(const GnutlsBytes&) = delete;

    ~GnutlsBytes()
    {
        gnutls_free(m_datum.data);
    }

    /// For a call that allocates; at most one.
    gnutls_datum_t* Out()
    {
        return &m_datum;
    }

    std::span<const uint8_t> View() const
    {
        return {m_datum.data, m_datum.size};
    }

  private:
    gnutls_datum_t m_datum{nullptr, 0};
};

} // namespace ns3::vnlab

#endif // VNLAB_GNUTLS_HANDLE_H
