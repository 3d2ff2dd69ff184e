// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TLS_HANDSHAKE_H
#define VNLAB_TLS_HANDSHAKE_H

#include "analysis/calibration/loopback-pair.h"
#include "model/identity/gnutls-handle.h"

namespace ns3::vnlab
{

using CredentialsHandle = std::unique_ptr<gnutls_certificate_credentials_st,
                                          GnutlsDeleter<gnutls_certificate_free_credentials>>;

/**
 * @brief TLS 1.3 handshakes (RFC 8446) over TCP on 127.0.0.1, with both ends in this thread.
 *
 * The server has an Ed25519 certificate, which the client verifies; the client has none. No tickets,
 * no resumption.
 */
class TlsHandshake
{
  public:
    /// @throws GnutlsError, std::system_error
    TlsHandshake();

    /// Connects, shakes hands, and resets the connection.
    /// @throws GnutlsError where the handshake fails; std::runtime_error, std::system_error
    void Run() const;

  private:
    LoopbackListener m_listener;
    CredentialsHandle m_server;
    CredentialsHandle m_client;
};

} // namespace ns3::vnlab

#endif // VNLAB_TLS_HANDSHAKE_H
