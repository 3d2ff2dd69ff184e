// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/tls-handshake.h"

#include "model/identity/certificate-authority.h"

#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using SessionHandle = std::unique_ptr<gnutls_session_int, GnutlsDeleter<gnutls_deinit>>;

constexpr Validity kForever{0, 253'402'120'799}; // 9999-12-30T22:59:59Z

CredentialsHandle
MakeCredentials()
{
    return MakeHandle<CredentialsHandle>(gnutls_certificate_allocate_credentials,
                                         "gnutls_certificate_allocate_credentials");
}

CredentialsHandle
ServerCredentials(const IssuedIdentity& identity)
{
    CredentialsHandle credentials = MakeCredentials();
    const gnutls_datum_t der = ViewOf(identity.certificateDer);
    gnutls_pcert_st certificate{};
    CheckGnutls(gnutls_pcert_import_x509_raw(&certificate, &der, GNUTLS_X509_FMT_DER, 0),
                "gnutls_pcert_import_x509_raw");
    PrivateKeyHandle key = identity.key.MakePrivateKey();
    CheckGnutls(
        gnutls_certificate_set_key(credentials.get(), nullptr, 0, &certificate, 1, key.get()),
        "gnutls_certificate_set_key"); // which then owns both
    (void)key.release();
    return credentials;
}

CredentialsHandle
ClientCredentials(const CertificateAuthority& authority)
{
    CredentialsHandle credentials = MakeCredentials();
    const gnutls_datum_t root = ViewOf(authority.RootDer());
    CheckGnutls(
        gnutls_certificate_set_x509_trust_mem(credentials.get(), &root, GNUTLS_X509_FMT_DER),
        "gnutls_certificate_set_x509_trust_mem");
    return credentials;
}

SessionHandle
MakeSession(unsigned role, int socket, const CredentialsHandle& credentials)
{
    gnutls_session_t raw = nullptr;
    CheckGnutls(gnutls_init(&raw, role | GNUTLS_NONBLOCK | GNUTLS_NO_TICKETS | GNUTLS_NO_SIGNAL),
                "gnutls_init");
    SessionHandle session(raw);
    CheckGnutls(gnutls_priority_set_direct(raw, "NORMAL:-VERS-ALL:+VERS-TLS1.3", nullptr),
                "gnutls_priority_set_direct");
    CheckGnutls(gnutls_credentials_set(raw, GNUTLS_CRD_CERTIFICATE, credentials.get()),
                "gnutls_credentials_set");
    gnutls_transport_set_int(raw, socket);
    return session;
}

/// Goes as far as it can. @return whether this end has finished
bool
Advance(const SessionHandle& session)
{
    const int code = gnutls_handshake(session.get());
    if (code < 0 && gnutls_error_is_fatal(code))
    {
        throw GnutlsError("gnutls_handshake", code);
    }
    return code == GNUTLS_E_SUCCESS;
}

} // namespace

TlsHandshake::TlsHandshake()
{
    const CertificateAuthority authority("calibration", 1);
    m_server = ServerCredentials(authority.Issue(Uuid{{1}}, kForever));
    m_client = ClientCredentials(authority);
}

void
TlsHandshake::Run() const
{
    const LoopbackPair pair(m_listener);
    const SessionHandle client = MakeSession(GNUTLS_CLIENT, pair.Client(), m_client);
    const SessionHandle server = MakeSession(GNUTLS_SERVER, pair.Server(), m_server);
    gnutls_session_set_verify_cert(client.get(), nullptr, 0);
    bool clientDone = false;
    bool serverDone = false;
    while (true)
    {
        clientDone = clientDone || Advance(client);
        serverDone = serverDone || Advance(server);
        if (clientDone && serverDone)
        {
            break;
        }
        pair.WaitForInput();
    }
    if (gnutls_protocol_get_version(server.get()) != GNUTLS_TLS1_3)
    {
        throw std::runtime_error("GnuTLS agreed on another version than TLS 1.3");
    }
}

} // namespace ns3::vnlab
