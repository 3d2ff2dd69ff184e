// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/tls-handshake.h"

#include "model/identity/certificate-authority.h"

#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr Validity kForever{0, 253'402'120'799}; // 9999-12-30T22:59:59Z

CredentialsHandle
MakeCredentials()
{
    return MakeHandle<CredentialsHandle>(gnutls_certificate_allocate_credentials,
                                         "gnutls_certificate_allocate_credentials");
}

/// @return what an end needs: its own certificate and the root of the other's
CredentialsHandle
CredentialsOf(const IssuedIdentity& identity, const CertificateAuthority& authority)
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
    gnutls_session_set_verify_cert(raw, nullptr, 0);
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

TlsConnection::TlsConnection(const LoopbackListener& listener,
                             const CredentialsHandle& client,
                             const CredentialsHandle& server)
    : m_pair(listener),
      m_client(MakeSession(GNUTLS_CLIENT, m_pair.Client(), client)),
      m_server(MakeSession(GNUTLS_SERVER, m_pair.Server(), server))
{
    gnutls_certificate_server_set_request(m_server.get(), GNUTLS_CERT_REQUIRE);
    bool clientDone = false;
    bool serverDone = false;
    while (true)
    {
        clientDone = clientDone || Advance(m_client);
        serverDone = serverDone || Advance(m_server);
        if (clientDone && serverDone)
        {
            break;
        }
        m_pair.WaitForInput();
    }
    unsigned certificates = 0;
    gnutls_certificate_get_peers(m_server.get(), &certificates);
    if (gnutls_protocol_get_version(m_server.get()) != GNUTLS_TLS1_3 || certificates == 0)
    {
        throw std::runtime_error(
            "GnuTLS agreed on another version than TLS 1.3, or on one certificate");
    }
}

void
TlsConnection::Carry(size_t bytes) const
{
    std::vector<uint8_t> record(bytes);
    const auto sent = gnutls_record_send(m_client.get(), record.data(), record.size());
    if (sent != static_cast<ssize_t>(bytes))
    {
        throw GnutlsError("gnutls_record_send", static_cast<int>(sent));
    }
    ssize_t read = GNUTLS_E_AGAIN;
    while (read == GNUTLS_E_AGAIN)
    {
        read = gnutls_record_recv(m_server.get(), record.data(), record.size());
    }
    if (read != static_cast<ssize_t>(bytes))
    {
        throw GnutlsError("gnutls_record_recv", static_cast<int>(read));
    }
}

TlsHandshake::TlsHandshake()
{
    const CertificateAuthority authority("calibration", 1);
    m_server = CredentialsOf(authority.Issue(Uuid{{1}}, kForever), authority);
    m_client = CredentialsOf(authority.Issue(Uuid{{2}}, kForever), authority);
}

std::unique_ptr<TlsConnection>
TlsHandshake::Run() const
{
    return std::make_unique<TlsConnection>(m_listener, m_client, m_server);
}

} // namespace ns3::vnlab
